//! The program `credit-tray`; everything is in the library of the same name.

// Without this, Windows opens a console beside the tray icon.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    credit_tray::main()
}
