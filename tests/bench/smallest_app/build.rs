//! Reads `tauri.conf.json` for the program.

fn main() {
    tauri_build::build();
}
