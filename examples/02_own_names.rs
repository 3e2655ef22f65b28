//! A newsroom's own names: `cargo run --example 02_own_names`.

use onrecord::Extractor;

const OURS: &str = "name,kind,desk\nThe Quay,organization,business\nOld Town,never,\n";
const TEXT: &str = "“We sail at noon,” said Ines Okafor of The Quay. Old Town slept.";

fn main() -> Result<(), onrecord::Error> {
    let extractor = Extractor::builder().gazetteer_text(OURS).build()?;
    let doc = extractor.extract(TEXT);
    for entity in doc.entities() {
        for link in entity.links() {
            let tags: Vec<String> = link.tags().map(|(column, value)| format!("{column}: {value}")).collect();
            println!("{} is {} of the {:?} table, {}", entity.name(), link.name(), link.origin(), tags.join(", "));
        }
    }
    // a broken table says where and how to mend it
    if let Err(problem) = Extractor::builder().gazetteer_text("name,kind\nThe Quay,company\n").build() {
        println!("{problem}");
    }
    Ok(())
}
