//! What the server adds to pages: a script that reloads them, and the list of problems that it shows.

use crate::lang::Lang;

/// The folder of addresses that belong to the server, not to the site.
pub const OWN: &str = "__linghang";

/// Waits for the next version and loads the page anew; shows the problems of a version that failed.
pub const SCRIPT: &str = r#"'use strict';
(() => {
  const base = new URL('.', document.currentScript.src);
  let version = Number(document.currentScript.dataset.version);
  const show = (html) => {
    document.querySelector('#linghang-problems')?.remove();
    if (!html) return;
    const box = document.createElement('section');
    box.id = 'linghang-problems';
    box.setAttribute('role', 'alert');
    box.innerHTML = html;
    document.body.prepend(box);
  };
  const ask = async () => {
    for (;;) {
      try {
        const answer = await fetch(new URL(`wait?version=${version}`, base), { cache: 'no-store' });
        const news = await answer.json();
        if (news.version === version) continue;
        if (!news.problems) return location.reload();
        version = news.version;
        show(news.problems);
      } catch {
        // The server is gone for the moment; it may be started again.
        await new Promise((done) => setTimeout(done, 1000));
      }
    }
  };
  fetch(new URL('problems', base), { cache: 'no-store' }).then((answer) => answer.text()).then(show);
  ask();
})();
"#;

/// The look of the list of problems; it has to be readable whatever the page's own look is.
pub const STYLE: &str = "#linghang-problems { position: sticky; top: 0; z-index: 99; max-height: 60vh; overflow: auto; \
padding: 1rem 1.5rem; background: #fff6f3; color: #331410; border-bottom: 3px solid #b3261e; font-size: 1rem; }\n\
#linghang-problems h2 { margin: 0 0 .5rem; font-size: 1.1rem; color: inherit; }\n\
#linghang-problems pre { margin: .5rem 0; padding: .75rem; overflow-x: auto; background: #fff; color: #222; \
border: 1px solid #e7c9c4; font: .875rem/1.5 ui-monospace, Consolas, 'Noto Sans Mono CJK SC', monospace; }\n";

/// The list of problems as a fragment of a page.
pub fn problems(texts: &[String], lang: Lang) -> String {
    let title = lang.pick(
        format!("有 {} 个错误，下面显示的是改错之前的网站", texts.len()),
        format!("errors: {}; below is the site before they were made", texts.len()),
    );
    let blocks: String = texts.iter().map(|text| format!("<pre>{}</pre>", escaped(text))).collect();
    format!("<h2>{title}</h2>{blocks}")
}

/// A page with our script and style in its head; `version` is what the page shows.
pub fn with_script(page: &[u8], version: u64) -> Vec<u8> {
    let ours = format!(
        "<link rel=\"stylesheet\" href=\"/{OWN}/live.css\"><script src=\"/{OWN}/live.js\" \
         data-version=\"{version}\" defer></script>"
    );
    let text = String::from_utf8_lossy(page);
    match text.find("</head>") {
        Some(at) => format!("{}{ours}{}", &text[..at], &text[at..]).into_bytes(),
        None => page.to_owned(),
    }
}

/// The page that is shown while there is no good site yet.
pub fn waiting(lang: Lang) -> String {
    let title = lang.pick("网站还没有生成", "there is no site yet");
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><p>{title}</p></body></html>",
        lang.pick("zh-CN", "en")
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
