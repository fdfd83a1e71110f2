//! What it was measured on.

use std::fs;

use kernel::time::{Clock, SystemClock};

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// How busy the machine was over the last minute.
pub fn load() -> String {
    let load = read("/proc/loadavg");
    load.split(' ').next().unwrap_or_default().to_owned()
}

/// The day, the machine, and its load before and after.
pub fn described(before: &str) -> String {
    let (cpus, memory) = (read("/proc/cpuinfo"), read("/proc/meminfo"));
    let model = cpus
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |model| {
            model.trim_start_matches([' ', '\t', ':'])
        });
    let cores = cpus
        .lines()
        .filter(|line| line.starts_with("processor"))
        .count();
    let memory: String = memory
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let gib = memory.parse::<u64>().unwrap_or_default() / (1 << 20);
    let today = SystemClock.now().london_day();
    let after = load();
    format!(
        "Measured on {today}, on {cores} cores ({model}) with {gib} GiB of memory. Program, database, client\n\
         and browser share them. The load average was {before} before the run and {after} at its end; the\n\
         run itself comes to about 1.\n"
    )
}
