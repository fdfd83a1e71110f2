// A demo of one's own for a journey: `kith demo --json` on a free port, in a folder of its own, on
// SQLite, or on a fresh database of the PostgreSQL server that KITH_TEST_POSTGRES names.
//
//   const house = await startHouse();
//   house.url, house.login("social_worker")
//   await house.kill();        // as a power cut would
//   await house.startAgain();  // on the same database
//   await house.stop();
//
// KITH_BIN names the program. Filling a demo takes a while in a debug build, so one is filled once for
// each program and each server, and every journey begins with a copy of it.
import { execFile, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../../..");
const program = process.env.KITH_BIN ?? path.join(root, "target/debug/kith");
const admin = process.env.KITH_TEST_POSTGRES;
/** The file in a filled folder that names its database on the server. */
const DATABASE = "database";
const PATIENCE_MS = 240_000;

/** Starts a demo with a database of its own and waits until it answers. */
export async function startHouse(options = []) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "kith-demo-"));
  const copied = options.length === 0 ? await filled() : undefined;
  if (copied) await cp(copied, folder, { recursive: true });
  const database = await freshDatabase(folder, copied);
  const port = await freePort();
  const start = () => startProgram({ folder, database: database.url, port, options });
  let running = await start();
  return {
    get url() {
      return running.ready.url;
    },
    /** The sign-in that the demo printed for a role. */
    login(role) {
      const login = running.ready.logins.find((one) => one.role === role);
      if (!login) throw new Error(`The demo printed no sign-in for ${role}.`);
      return login;
    },
    get logins() {
      return running.ready.logins;
    },
    kill: () => running.end("SIGKILL"),
    async startAgain() {
      running = await start();
    },
    async stop() {
      await running.end("SIGTERM");
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A folder with the keys of a filled demo of this very program, and with its database or the name of
 * its database on the server; whoever comes first fills it.
 */
async function filled() {
  const { mtimeMs, size } = await stat(program);
  const server = admin ? `-${createHash("sha256").update(admin).digest("hex").slice(0, 8)}` : "";
  const folder = path.join(os.tmpdir(), `kith-filled-${size}-${Math.round(mtimeMs)}${server}`);
  const isThere = () => stat(folder).then(() => isKept(folder), () => false);
  for (let waited = 0; waited < PATIENCE_MS; waited += 500) {
    if (await isThere()) return folder;
    const first = await mkdir(`${folder}.lock`).then(() => true, () => false);
    if (first) {
      try {
        if (!(await isThere())) await fill(folder);
        return folder;
      } finally {
        await rm(`${folder}.lock`, { recursive: true, force: true });
      }
    }
    await sleep(500);
  }
  throw new Error(`Nobody has filled ${folder}. If a run was cut off, remove ${folder}.lock`);
}

async function fill(folder) {
  await rm(folder, { recursive: true, force: true });
  const parts = await mkdtemp(`${folder}-`);
  const database = await freshDatabase(parts);
  const running = await startProgram({ folder: parts, database: database.url, port: await freePort(), options: [] });
  await running.end("SIGTERM");
  if (admin) await writeFile(path.join(parts, DATABASE), database.name);
  await rename(parts, folder);
}

/** A server may have been made anew since its database was filled. */
async function isKept(folder) {
  if (!admin) return true;
  const name = await readFile(path.join(folder, DATABASE), "utf8");
  return (await psql(`select 1 from pg_database where datname = '${name}'`)).includes("1");
}

async function startProgram({ folder, database, port, options }) {
  const child = spawn(program, ["demo", "--json", ...options], {
    cwd: folder,
    env: { ...process.env, KITH_LISTEN: `127.0.0.1:${port}`, KITH_DATABASE_URL: database, RUST_LOG: "warn" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (more) => (said += more));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const orphaned = () => child.kill("SIGKILL");
  process.once("exit", orphaned);
  const ready = await Promise.race([
    firstLine(child.stdout),
    exited.then((code) => Promise.reject(new Error(`kith demo ended with ${code}: ${said}`))),
    new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("kith demo is not ready after four minutes")).unref()),
  ]);
  return {
    ready: JSON.parse(ready),
    async end(signal) {
      process.off("exit", orphaned);
      child.kill(signal);
      await exited;
    },
  };
}

function firstLine(stream) {
  return new Promise((resolve) => {
    let text = "";
    stream.on("data", (more) => {
      text += more;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A database of its own, empty or a copy of the one that a folder names. */
async function freshDatabase(folder, copied) {
  if (!admin) return { url: `sqlite:${path.join(folder, "kith-demo.db")}`, drop: async () => {} };
  const name = `kith_journey_${randomBytes(6).toString("hex")}`;
  const template = copied ? ` template ${await readFile(path.join(copied, DATABASE), "utf8")}` : "";
  await psql(`create database ${name}${template}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => psql(`drop database ${name} with (force)`) };
}

async function psql(sql) {
  const { stdout } = await promisify(execFile)("psql", [admin, "--quiet", "--no-psqlrc", "--tuples-only", "-c", sql]);
  return stdout;
}
