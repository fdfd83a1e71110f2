/** What a draft is, without the browser's storage. */

import type { When } from "./when-typed";

/** Names and values, in the order of the form. */
export type Fields = [string, string][];

/** What was typed, and what was last sent with it. */
export interface Draft {
  typed: Fields;
  sent?: Fields;
  when?: When;
}

/** A draft as it lies on the device. */
export interface Locked {
  /** When it was kept. */
  at: number;
  /** The page on which it was typed. */
  page: string;
  iv: string;
  text: string;
  /** The idempotency key it was sent with, until the server has said that it is saved. */
  sent?: string;
}

/** Readable notes may stay on a device for three days at most. */
export const KEPT_MS = 72 * 60 * 60 * 1000;

/** Whether a draft has lain too long, or says of itself that it comes from the future. */
export function isOver(locked: Locked | undefined, now: number): boolean {
  return !locked || now - locked.at > KEPT_MS || locked.at - now > KEPT_MS;
}

export function same(one: Fields, other: Fields): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * What was typed before and what stands in the form now, put together: some browsers give back what was chosen
 * and not what was written, and a quick hand has begun anew. Nothing that was written is dropped: where a long text
 * stands in both, one follows the other.
 */
export function together(blank: Fields, before: Fields, now: Fields, isLong: (name: string) => boolean): Fields {
  const names = new Set([...before, ...now].map(([name]) => name));
  return [...names].flatMap((name) => {
    const [served, was, is] = [blank, before, now].map((fields) => fields.filter(([one]) => one === name)) as [Fields, Fields, Fields];
    if (same(is, served)) return was;
    const [first, then] = [was[0]?.[1], is[0]?.[1]];
    if (!isLong(name) || !first || !then || then.startsWith(first)) return is;
    return [[name, first.startsWith(then) ? first : `${first}\n${then}`]];
  });
}

/** What is said of a form that could not be sent: only what lies on the device may be trusted to it. */
export function unsent(kept: boolean): string {
  return kept
    ? "What you typed is kept on this device. Save it again once you are connected."
    : "What you typed is not kept on this device. Stay on this page and save again once you are connected; if you must leave it, write it down first.";
}

interface Typable {
  name: string;
  type: string;
  value: string;
  checked?: boolean;
}

/** What a person typed or chose: no hidden field, no password, no file. */
export function typedInto(form: { elements: Iterable<unknown> | ArrayLike<unknown> }): Fields {
  const fields: Fields = [];
  for (const one of Array.from(form.elements as ArrayLike<Typable>)) {
    if (!one.name || ["hidden", "password", "file", "submit", "button", "fieldset"].includes(one.type)) continue;
    if (["radio", "checkbox"].includes(one.type) && !one.checked) continue;
    fields.push([one.name, one.value]);
  }
  return fields;
}
