//! The workbook with questions, filled in as they fill it in who are asked.

use std::io::{Cursor, Read as _, Write as _};

use ropa::exchange::sheets::reading::grids;

/// A cell to be filled in: its sheet, what its question is known by, its column, and the text.
pub type Fill<'t> = (&'t str, &'t str, &'t str, &'t str, &'t str);

/// The number of a sheet's file.
fn number(sheet: &str) -> usize {
    ["read", "who", "questions", "new"]
        .iter()
        .position(|it| *it == sheet)
        .unwrap()
        + 1
}

/// A workbook with cells filled in, as a program for sheets does: `(record, row, key)` name the question.
pub fn filled(bytes: &[u8], fills: &[Fill<'_>]) -> Vec<u8> {
    let (sheets, _) = grids(bytes).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        parts.push((name, content));
    }
    for (sheet, known, key, column, text) in fills {
        let grid = &sheets[number(sheet) - 1];
        let line = match *sheet {
            "questions" => {
                let (record, row) = known.split_once('/').unwrap_or((known, ""));
                let line = grid.lines.iter().find(|line| {
                    line.text(0) == record && line.text(1) == row && line.text(2) == *key
                });
                line.unwrap_or_else(|| panic!("{known} {key}")).number
            }
            _ => known.parse().unwrap(),
        };
        let name = format!("xl/worksheets/sheet{}.xml", number(sheet));
        let part = parts.iter_mut().find(|(it, _)| *it == name).unwrap();
        let mut xml = String::from_utf8(part.1.clone()).unwrap();
        let cell = format!("<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let row = format!("<row r=\"{line}\"");
        if let Some(at) = xml.find(&row) {
            let open = at + xml[at..].find('>').unwrap();
            if xml[..open].ends_with('/') {
                xml.replace_range(open - 1..=open, &format!(">{cell}</row>"));
            } else {
                // A cell that is there is replaced; else it goes to the end of its row.
                let end = open + xml[open..].find("</row>").unwrap();
                let there = xml[open..end].find(&format!("<c r=\"{column}{line}\""));
                let from = there.map_or(end, |at| open + at);
                let upto = there.map_or(end, |_| {
                    let rest = &xml[from..end];
                    let short = rest
                        .find("/>")
                        .filter(|at| !rest[..*at].contains("</c>") && !rest[..*at].contains("><"));
                    from + short.map_or_else(|| rest.find("</c>").unwrap() + 4, |at| at + 2)
                });
                xml.replace_range(from..upto, &cell);
            }
        } else {
            let end = xml
                .find("</sheetData>")
                .unwrap_or_else(|| xml.find("<sheetData/>").unwrap());
            let whole = format!("{row}>{cell}</row>");
            if xml[end..].starts_with("<sheetData/>") {
                xml.replace_range(end..end + 12, &format!("<sheetData>{whole}</sheetData>"));
            } else {
                xml.insert_str(end, &whole);
            }
        }
        part.1 = xml.into_bytes();
    }
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}
