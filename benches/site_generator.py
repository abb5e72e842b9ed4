"""The site of N notices that the measurements use, for linghang and for Hugo; text and order come from a fixed seed."""

import random
from itertools import accumulate

TOPICS = 40
WORDS = ["通知", "培训", "报名", "单位", "推荐", "学会", "名额", "条件", "班次", "学员", "汇总", "材料"]


class Text:
    """Han text that follows Zipf's law, as language does: few words and characters come often, most seldom."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        characters = [chr(code) for code in range(0x4E00, 0x4E00 + 3500)]
        common = list(accumulate(1 / rank for rank in range(1, len(characters) + 1)))
        lengths = self.random.choices([1, 2, 3, 4], weights=[2, 12, 3, 2], k=20_000)
        rare = ["".join(self.random.choices(characters, cum_weights=common, k=length)) for length in lengths]
        self.words = WORDS + rare
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def word(self):
        return self.random.choices(self.words, cum_weights=self.weights)[0]

    def sentence(self, words):
        parts = []
        for _ in range(words):
            parts.append(self.word())
            if self.random.random() < 0.15:
                parts.append(self.random.choice("，、；"))
        return "".join(parts).rstrip("，、；") + "。"


def notice(text, number, total, link):
    """One notice: its data for the front matter, and its Markdown. `link` writes the address of another notice."""
    topics = text.random.sample(range(TOPICS), 2)
    data = {
        "title": f"关于{text.word()}{text.word()}的通知（第{number}号）",
        "summary": text.sentence(20),
        "date": f"{2010 + number % 15}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "topics": [f"主题{topic:02}" for topic in topics],
    }
    body = []
    for heading in range(5):
        body.append(f"## {text.word()}{text.word()}{heading}\n\n{text.sentence(78)}\n")
        if heading < 3:
            other = (number * 7 + heading + 1) % total
            body.append(f"- {text.sentence(8)}\n- 参见[另一份通知]({link(other)})。\n- **{text.word()}：**{text.sentence(6)}\n")
        if heading == 3:
            body.append("| 序号 | 单位 | 名额 |\n|---|---|---|")
            body.extend(f"| {row} | {text.word()}{text.word()} | {row % 5 + 1} |" for row in range(1, 13))
            body.append("")
        if heading == 4:
            body.append(f"{text.sentence(10)}[^1]\n\n[^1]: {text.sentence(8)}\n")
    return data, "\n".join(body)


def write_linghang(root, total):
    """A project with the notices and nothing else that costs anything."""
    (root / "content/notices").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data/site.yaml").write_text(
        "title: 示例网站\npublisher: 示例学会\nbase_url: https://linghang.example/\ndescription: 用于测量。\n"
        "navigation:\n  - { label: 首页, to: \"\" }\n  - { label: 通知, to: notices/ }\n",
        encoding="utf-8",
    )
    (root / "content/index.md").write_text("---\ntitle: 首页\n---\n\n用于测量。\n", encoding="utf-8")
    text = Text(7)
    for number in range(total):
        data, body = notice(text, number, total, lambda other: f"n{other:06}.md")
        front = (
            f"---\ntitle: {data['title']}\nissuer: 示例办公室\ndate: {data['date']}\nsummary: {data['summary']}\n"
            f"topics: [{', '.join(data['topics'])}]\n---\n\n"
        )
        (root / f"content/notices/n{number:06}.md").write_text(front + body, encoding="utf-8")


def write_hugo(root, total):
    """The same notices for Hugo, with templates that show about what ours show."""
    (root / "content/notices").mkdir(parents=True)
    (root / "layouts/_default").mkdir(parents=True)
    (root / "hugo.toml").write_text(
        'baseURL = "https://linghang.example/"\nlanguageCode = "zh-CN"\ntitle = "示例网站"\n'
        "[pagination]\npagerSize = 50\n[taxonomies]\ntopic = \"topics\"\n"
        "[outputs]\nhome = [\"html\", \"rss\"]\nsection = [\"html\", \"rss\"]\nterm = [\"html\", \"rss\"]\n",
        encoding="utf-8",
    )
    base = (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>'
        '<meta name="description" content="{{ .Params.summary }}"></head><body><header><nav><a href="/">首页</a>'
        '<a href="/notices/">通知</a></nav></header><main>{{ block "main" . }}{{ end }}</main></body></html>'
    )
    single = (
        '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Date.Format "2006年1月2日" }}</p><ul>{{ range .Params.topics }}'
        '<li><a href="/topics/{{ . | urlize }}/">{{ . }}</a></li>{{ end }}</ul>{{ .TableOfContents }}{{ .Content }}'
        '<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
        '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}'
    )
    lists = (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .Pages }}<ul>{{ range $p.Pages }}<li>'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a><time>{{ .Date.Format "2006-01-02" }}</time>'
        "<p>{{ .Params.summary }}</p></li>{{ end }}</ul>{{ template \"_internal/pagination.html\" . }}{{ end }}"
    )
    terms = '{{ define "main" }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}'
    home = '{{ define "main" }}<ul>{{ range first 10 site.RegularPages }}<li>{{ .Title }}</li>{{ end }}</ul>{{ end }}'
    layouts = root / "layouts/_default"
    for name, layout in [("baseof", base), ("single", single), ("list", lists), ("terms", terms), ("term", lists)]:
        (layouts / f"{name}.html").write_text(layout, encoding="utf-8")
    (root / "layouts/index.html").write_text(home, encoding="utf-8")
    text = Text(7)
    for number in range(total):
        data, body = notice(text, number, total, lambda other: f'{{{{< relref "n{other:06}.md" >}}}}')
        topics = ", ".join(f'"{topic}"' for topic in data["topics"])
        front = (
            f"---\ntitle: \"{data['title']}\"\ndate: {data['date']}\nsummary: \"{data['summary']}\"\ntopics: [{topics}]\n---\n\n"
        )
        (root / f"content/notices/n{number:06}.md").write_text(front + body, encoding="utf-8")
