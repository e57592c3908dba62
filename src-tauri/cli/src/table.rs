//! Tables on a terminal.

use comfy_table::{CellAlignment, Table, presets};

/// How far columns stand apart.
const GAP: u16 = 2;

/// The rows below their header. Amounts stand right, so that their digits are below each other.
pub fn table<const COLUMNS: usize>(
    header: [String; COLUMNS],
    amounts: &[usize],
    rows: impl IntoIterator<Item = [String; COLUMNS]>,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(header);
    for row in rows {
        table.add_row(row);
    }
    for (index, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, GAP));
        if amounts.contains(&index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}
