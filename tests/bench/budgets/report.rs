//! The figures as a table, and what the machine was doing meanwhile.

use std::{fs, thread};

use comfy_table::{Table, presets};

use super::figure::{Budget, Figure, Samples, Unit};

pub fn table(figures: &[Figure]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header([
        "FIGURE",
        "RUNS",
        "OURS (RANGE)",
        "SMALLEST (RANGE)",
        "COMPARED",
        "BUDGET",
        "MET",
    ]);
    for figure in figures {
        let samples = |samples: &Samples| with_range(samples, figure.unit);
        let (Budget::Times(most) | Budget::Above(most) | Budget::AtMost(most)) = figure.budget;
        table.add_row([
            figure.name.to_owned(),
            figure.ours.count().to_string(),
            samples(&figure.ours),
            figure.smallest.as_ref().map(samples).unwrap_or_default(),
            compared(figure, figure.compared()),
            compared(figure, most),
            if figure.is_met() { "yes" } else { "NO" }.to_owned(),
        ]);
    }
    table
}

fn compared(figure: &Figure, value: f64) -> String {
    match figure.budget {
        Budget::Times(_) => format!("{value:.2} times"),
        Budget::Above(_) => format!("{value:+.0} {}", unit(figure.unit)),
        Budget::AtMost(_) => with_unit(value, figure.unit),
    }
}

/// `31.2 MiB (31.0–31.6)`; the range tells the noise.
fn with_range(samples: &Samples, unit: Unit) -> String {
    let median = with_unit(samples.median(), unit);
    if samples.count() == 1 {
        return median;
    }
    let [least, most] = [samples.least(), samples.most()].map(|value| digits(value, unit));
    format!("{median} ({least}–{most})")
}

fn with_unit(value: f64, of: Unit) -> String {
    format!("{} {}", digits(value, of), unit(of))
}

fn digits(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Mebibytes | Unit::Kilobytes => format!("{value:.1}"),
        Unit::Milliseconds | Unit::Ticks => format!("{value:.0}"),
    }
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Mebibytes => "MiB",
        Unit::Kilobytes => "kB",
        Unit::Milliseconds => "ms",
        Unit::Ticks => "ticks",
    }
}

/// How many processes wanted to run: the averages of one, five and fifteen minutes.
pub fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap();
    load.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

/// What else there is to know of the run.
pub fn machine(load_before: &str) -> String {
    let processors = thread::available_parallelism().unwrap();
    let load_after = load();
    format!(
        "Medians; the least and the most in parentheses. {processors} processors, \
         load {load_before} before and {load_after} after."
    )
}
