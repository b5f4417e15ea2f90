//! What the printed page is to a parser that is not ours is tested in `tests/html`; here what stands where.

use super::*;
use crate::domain::kind::RecordKind;

fn printer() -> Box<HtmlPrinter> {
    Box::new(HtmlPrinter::speaking("sv", "Hoppa", "2026-11-21"))
}

#[test]
fn text_shows_as_typed_and_is_never_obeyed() {
    let mut out = String::new();
    put_text(&mut out, "<b>&\"'\r\na\u{202e}b\0", "<br>");
    assert_eq!(out, "&lt;b&gt;&amp;&quot;&#39;<br>a‹U+202E›b‹U+0000›");
    assert_eq!(
        in_style("</style>\"Å 1"),
        "\"\\3c \\2f style\\3e \\22 Å 1\""
    );
}

#[test]
fn lists_that_follow_each_other_are_one_and_are_closed() {
    let mut printer = printer();
    printer.put(Block::heading(1, "T"));
    printer.put_items(vec![ListPoint::new("a")]);
    printer.put_items(vec![ListPoint::new("b")]);
    printer.put(Block::paragraph("p"));
    printer.put_items(vec![ListPoint::new("c")]);
    let page = printer.finish();
    assert!(page.contains(
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>p</p>\n<ul>\n<li>c</li>\n</ul>\n</main>"
    ));
    assert!(page.contains("<html lang=\"sv\">") && page.contains("<title>T</title>"));
}

#[test]
fn headings_of_one_name_are_numbered_and_the_contents_lead_to_them() {
    let mut printer = printer();
    printer.put(Block::Contents("Innehåll".into()));
    printer.put(Block::heading(2, "Del"));
    printer.put(Block::heading(2, "Del"));
    printer.put(Block::heading(2, "Del 1"));
    let anchor = Anchor {
        record: Id(1),
        name: "del-1".into(),
    };
    // The link stands before the card that it leads to.
    printer.put(Block::paragraph(Inline::to_record(
        "dit".into(),
        anchor.clone(),
    )));
    printer.put(Block::Card(Card {
        record: Id(1),
        kind: RecordKind::Activity,
        anchor: Some(anchor),
        heading: Heading {
            level: 3,
            text: "Del 1".into(),
        },
        body: Vec::new(),
    }));
    let page = printer.finish();
    for id in [
        "<h2 id=\"del\">",
        "<h2 id=\"del-1\">",
        "<h2 id=\"del-1-1\">",
        "<h3 id=\"del-1-2\">",
    ] {
        assert_eq!(page.matches(id).count(), 1, "{id} in {page}");
    }
    assert!(page.contains("<a href=\"#del-1-2\">dit</a>"));
    assert!(page.contains("<nav aria-label=\"Innehåll\">"));
}

#[test]
fn a_row_that_names_a_group_is_its_heading_in_a_table_and_between_cards() {
    let table = |head: usize, is_overview: bool| BlockTable {
        head: vec!["Name".into(); head],
        rows: vec![
            vec![Inline::strong("Board").into(); 1],
            vec!["Payroll".into(); head],
        ],
        groups: vec![0],
        is_overview,
        ..BlockTable::default()
    };
    let mut printer = printer();
    printer.put(Block::Table(table(3, true)));
    printer.put(Block::Table(table(8, false)));
    let page = printer.finish();
    assert!(page.contains(
        "<tr class=\"group\"><th scope=\"colgroup\" colspan=\"3\"><strong>Board</strong></th></tr>"
    ));
    assert!(page.contains("<p class=\"group\"><strong>Board</strong></p>\n<dl>"));
}
