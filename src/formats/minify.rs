//! Smaller style sheets and scripts (`minifier`, which also serves rustdoc).
//!
//! Only for files inside the program. The library is light and no full parser: it takes the spaces out of
//! `clamp(1rem, 1rem + 1vw, 2rem)`, so that browsers drop the declaration, and out of `1 + +2`, and joins the lines of
//! scripts that are written without semicolons. Our own files keep clear of that, and `tests/browser/assets.mjs` shows that
//! browsers read the same in them before and after. A project's files may be written in any manner, so they are
//! published as they are. Libraries that read all of CSS and JavaScript were measured too (processor time of a release
//! build, beside the 2 s of this one): lightningcss 151 s, oxc 101 s, minify-html-onepass 374 s; minify-js took 22 s and
//! stopped with a panic at our own scripts, css-minify could not read our style sheet.

/// A style sheet without comments and idle spaces; none if it could not be read.
pub fn css(text: &str) -> Option<String> {
    minifier::css::minify(text).ok().map(|small| small.to_string().trim().to_owned())
}

/// A script without comments and idle spaces; its statements must end in semicolons.
pub fn js(text: &str) -> Option<String> {
    minifier::js::minify(text).ok().map(|small| small.to_string())
}

#[cfg(test)]
mod tests {
    use super::{css, js};

    #[test]
    fn conditional_features_survive() {
        let text = "/* a */ @media print {\n  h1:has(+ p) { color: color-mix(in srgb, red 38%, #fff); }\n}\n\
                    @supports (text-autospace: normal) { p { width: clamp(1rem, calc(1rem + 1vw), 2rem); } }";
        let expected = "@media print{h1:has(+p){color:color-mix(in srgb,red 38%,#fff);}}\
                        @supports (text-autospace:normal){p{width:clamp(1rem,calc(1rem + 1vw),2rem);}}";
        assert_eq!(css(text).as_deref(), Some(expected));
    }

    #[test]
    fn texts_and_expressions_of_a_script_stay_as_they_are() {
        let text = "// a\nvar a = \"甲  // 乙\";\nvar b = /[\"'\\/]/u.test(a) ? `x  ${ a }` : 1 + 2;\n";
        assert_eq!(js(text).as_deref(), Some("var a=\"甲  // 乙\";var b=/[\"'\\/]/u.test(a)?`x  ${ a }`:1+2;"));
    }
}
