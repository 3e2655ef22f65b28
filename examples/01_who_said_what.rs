//! Who said what in an article: `cargo run --example 01_who_said_what [FILE]`.

use onrecord::Extractor;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "examples/articles/harbour-talks.txt".to_owned());
    let text = std::fs::read_to_string(file)?;
    let doc = Extractor::new().extract(&text);
    for quote in doc.quotes() {
        let who: Vec<&str> = quote.speakers().map(|speaker| speaker.name()).collect();
        let who = if who.is_empty() { quote.source().map_or("nobody named", |s| s.text()).to_owned() } else { who.join(" and ") };
        println!("{who} (line {}): {}", quote.line(), quote.text());
        // a part's span slices the text as it was read
        for part in quote.parts() {
            assert_eq!(&text[part.span()], part.text());
        }
    }
    for entity in doc.entities() {
        println!("{} · {} · {} mentions", entity.name(), entity.kind().name(), entity.mentions().count());
    }
    Ok(())
}
