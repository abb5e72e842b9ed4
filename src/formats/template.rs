//! Templates (Tera): reading them, and filling in pages.

mod indentation;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult, Value};

use self::indentation::Flat;
use crate::diagnostic::{Diagnostics, PublishProblem};
use crate::lang::Lang;
use crate::model::address::uri;
use crate::source::{Place, SourceId, TextFile};

/// A project's templates, ready to be filled in. What is quoted in `.html` templates is escaped.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, (SourceId, Flat)>,
    sound: bool,
}

/// A style, script or picture as templates ask for it: `asset(name="site.css")`, `integrity(name="site.css")`.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// By which templates know it: its path below `templates/assets/`.
    pub name: String,
    /// Where it is published, relative to the site's root.
    pub path: String,
    /// What an `integrity` attribute holds.
    pub integrity: String,
}

/// Data that many pages share: converted once, then passed on without being copied.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Data(Value);

impl Data {
    /// Converts anything whose mappings have texts for keys; anything else is empty to a template.
    pub fn new(data: &impl Serialize) -> Data {
        Data(Value::try_from_serializable(data).unwrap_or_else(|_| Value::none()))
    }
}

impl Templates {
    /// Reads templates; each is known by the last part of its file's name. The assets are what they may ask for.
    pub fn new(files: &[TextFile], assets: &[Asset]) -> (Templates, Diagnostics) {
        let mut tera = Tera::default();
        let assets: Arc<BTreeMap<String, Asset>> =
            Arc::new(assets.iter().map(|asset| (asset.name.clone(), asset.clone())).collect());
        let known = Arc::clone(&assets);
        tera.register_function("asset", move |args: Kwargs, _: &State| asked(&known, &args).map(|it| it.path.clone()));
        tera.register_function("integrity", move |args: Kwargs, _: &State| {
            asked(&assets, &args).map(|it| it.integrity.clone())
        });
        Templates::with(tera, files)
    }

    /// Reads templates of pages in two languages: `say(zh="…", en="…")` gives the words of the one; `urlencode` makes a text
    /// a value in an address.
    pub fn speaking(files: &[TextFile], lang: Lang) -> (Templates, Diagnostics) {
        let mut tera = Tera::default();
        tera.register_function("say", move |args: Kwargs, _: &State| {
            args.must_get::<&str>(lang.pick("zh", "en")).map(str::to_owned)
        });
        tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State| uri(text));
        Templates::with(tera, files)
    }

    fn with(mut tera: Tera, files: &[TextFile]) -> (Templates, Diagnostics) {
        let mut problems = Diagnostics::default();
        let named = |file: &TextFile| (base_name(file.name).to_owned(), (file.source, Flat::new(file.text)));
        let mut templates =
            Templates { tera: Tera::default(), sources: files.iter().map(named).collect(), sound: true };
        let texts = || templates.sources.iter().map(|(name, (_, flat))| (name.as_str(), flat.text.as_str()));
        for (name, text) in texts() {
            // Alone, a template shows its own slips; what it needs from others is looked at once all are together.
            let alone = Tera::default().add_raw_template(name, text);
            if let Err(error) = alone
                && matches!(error.kind(), ErrorKind::SyntaxError(_))
            {
                templates.report(&error, name, &mut problems);
            }
        }
        if !problems.has_errors()
            && let Err(error) = tera.add_raw_templates(texts())
        {
            templates.report(&error, texts().next().map_or("", |(name, _)| name), &mut problems);
        }
        templates.tera = tera;
        templates.sound = !problems.has_errors();
        (templates, problems)
    }

    /// Fills in a template; none if that failed, or if the templates were faulty to begin with, which has been told.
    pub fn render(&self, name: &str, data: &impl Serialize, out: &mut Diagnostics) -> Option<String> {
        if !self.sound {
            return None;
        }
        let filled = Context::from_serialize(data).and_then(|context| self.tera.render(name, &context));
        match filled {
            Ok(text) => Some(text),
            Err(error) => {
                self.report(&error, name, out);
                None
            }
        }
    }

    /// Tells of an error, in the template it names, else in the one that was being worked on.
    fn report(&self, error: &Error, name: &str, out: &mut Diagnostics) {
        match error.kind() {
            ErrorKind::SyntaxError(error) | ErrorKind::RenderingError(error) => {
                let filename = if error.filename().is_empty() { name } else { error.filename() };
                self.tell(filename, Some(spot(error)), error.message(), out);
            }
            ErrorKind::CircularExtend { tpl: name, .. }
            | ErrorKind::CircularInclude { tpl: name, .. }
            | ErrorKind::MissingParent { current: name, .. } => {
                self.tell(name, None, &error.to_string(), out);
            }
            // Several faults found together come as one text, a paragraph for each.
            _ => {
                for report in error.to_string().split("\n\n") {
                    match located(report) {
                        Some((message, filename, spot)) => self.tell(filename, Some(spot), message, out),
                        None => self.tell(name, None, report.trim(), out),
                    }
                }
            }
        }
    }

    fn tell(&self, name: &str, spot: Option<(u32, u32, u32)>, detail: &str, out: &mut Diagnostics) {
        let source = self.sources.get(name).or_else(|| self.sources.values().next());
        let Some((source, flat)) = source else { return };
        let place: Place = match spot {
            Some((line, column, length)) => source.spot(line, flat.column(line, column), length),
            None => source.whole(),
        };
        out.add(place, PublishProblem::Template { detail: detail.to_owned() });
    }
}

/// The asset that a template asks for by its `name`.
fn asked<'a>(assets: &'a BTreeMap<String, Asset>, args: &Kwargs) -> TeraResult<&'a Asset> {
    let name: &str = args.must_get("name")?;
    assets.get(name).ok_or_else(|| {
        let names: Vec<&str> = assets.keys().map(String::as_str).collect();
        Error::message(format!("There is no asset `{name}`. Available assets: {}", names.join(", ")))
    })
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Line, column and length of the stretch that an error is about; its columns count from 0.
fn spot(error: &ReportError) -> (u32, u32, u32) {
    let span = error.span();
    let one_line = span.start_line == span.end_line && span.end_col > span.start_col;
    let length = if one_line { span.end_col - span.start_col } else { 1 };
    (span.start_line as u32, span.start_col as u32 + 1, length as u32)
}

/// Reads one paragraph of a report: `error: what`, then `--> template:line:column`.
fn located(report: &str) -> Option<(&str, &str, (u32, u32, u32))> {
    let mut lines = report.trim().lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut at = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = at.next()?.parse().ok()?;
    let line = at.next()?.parse().ok()?;
    let width = lines.find_map(|line| line.contains('^').then(|| line.matches('^').count()));
    Some((message, at.next()?, (line, column, width.unwrap_or(1) as u32)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Asset, Data, Templates};
    use crate::diagnostic::Diagnostics;
    use crate::lang::Lang;
    use crate::source::{SourceId, TextFile};

    fn templates(texts: &[(&'static str, &'static str)]) -> (Templates, Vec<String>) {
        let files: Vec<_> =
            (0..).zip(texts).map(|(id, (name, text))| TextFile { source: SourceId(id), name, text }).collect();
        let asset =
            Asset { name: "a.css".to_owned(), path: "assets/a.1.css".to_owned(), integrity: "sha384-x".to_owned() };
        let (templates, problems) = Templates::new(&files, &[asset]);
        (templates, told(&problems))
    }

    fn told(problems: &Diagnostics) -> Vec<String> {
        let show = |place: crate::source::Place| {
            let spot = place.text().map(|spot| (spot.line, spot.column, spot.length));
            format!("{}{spot:?}", place.source.0)
        };
        problems.iter().map(|p| format!("{} {}", show(p.place), p.problem.message(Lang::En))).collect()
    }

    #[test]
    fn texts_are_escaped_and_shared_data_is_quoted() {
        let (templates, problems) = templates(&[("templates/a.html", "{{ x.name }}|{{ list | length }}")]);
        assert_eq!(problems, Vec::<String>::new());
        let shared = Data::new(&BTreeMap::from([("name", "<b>")]));
        let list = Data::new(&[shared.clone(), shared.clone()]);
        let page = BTreeMap::from([("x", shared), ("list", list)]);
        let mut out = Diagnostics::default();
        assert_eq!(templates.render("a.html", &page, &mut out), Some("&lt;b&gt;|2".to_owned()));
    }

    #[test]
    fn faults_of_all_templates_stand_at_their_places() {
        let (_, problems) = templates(&[("a.html", "{% if %}"), ("b.html", "\n{{ 1 + }}")]);
        assert_eq!(problems.len(), 2);
        assert!(problems[0].starts_with("0Some((1, 7"), "{problems:?}");
        assert!(problems[1].starts_with("1Some((2, 8"), "{problems:?}");
        let (_, problems) = templates(&[("a.html", "x\n{{ n | nope }}{{ <none /> }}"), ("b.html", "")]);
        assert_eq!(problems.len(), 2);
        assert!(problems.iter().all(|problem| problem.starts_with("0Some((2, ")), "{problems:?}");
    }

    #[test]
    fn data_that_a_page_lacks_is_told_where_it_is_quoted() {
        let (templates, _) = templates(&[("a.html", "1\n{{ absent.name }}")]);
        let mut out = Diagnostics::default();
        assert_eq!(templates.render("a.html", &BTreeMap::from([("x", 1)]), &mut out), None);
        assert!(told(&out)[0].starts_with("0Some((2, 4"), "{:?}", told(&out));
    }

    #[test]
    fn indentation_goes_and_places_stay_those_of_the_file() {
        let (templates, _) = templates(&[("a.html", "<p>\n    {{ x }}</p>\n  {{ absent.name }}")]);
        let mut out = Diagnostics::default();
        assert_eq!(templates.render("a.html", &BTreeMap::from([("x", 1)]), &mut out), None);
        assert!(told(&out)[0].starts_with("0Some((3, 6"), "{:?}", told(&out));
        let (templates, problems) = self::templates(&[("a.html", "<p>\n    {{ x }}</p>")]);
        assert_eq!(problems, Vec::<String>::new());
        let page = templates.render("a.html", &BTreeMap::from([("x", 1)]), &mut Diagnostics::default());
        assert_eq!(page.as_deref(), Some("<p>\n1</p>"));
        let (_, problems) = self::templates(&[("a.html", "\n\t{{ 1 + }}")]);
        assert!(problems[0].starts_with("0Some((2, 9"), "{problems:?}");
    }

    #[test]
    fn assets_are_asked_for_by_name_and_a_wrong_name_is_told_at_its_place() {
        let asks = "{{ asset(name=\"a.css\") }} {{ integrity(name=\"a.css\") }}";
        let (templates, problems) = templates(&[("a.html", asks), ("b.html", "\n  {{ asset(name=\"b.css\") }}")]);
        assert_eq!(problems, Vec::<String>::new());
        let nothing = BTreeMap::<String, String>::new();
        let mut out = Diagnostics::default();
        assert_eq!(templates.render("a.html", &nothing, &mut out).as_deref(), Some("assets/a.1.css sha384-x"));
        assert_eq!(templates.render("b.html", &nothing, &mut out), None);
        let told = told(&out);
        assert!(told[0].starts_with("1Some((2, 6") && told[0].contains("Available assets: a.css"), "{told:?}");
    }
}
