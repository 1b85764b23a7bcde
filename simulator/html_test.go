package simulator

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseHTML(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		src, text string
		entities  []Entity
	}{
		"plain":               {"План на тиждень", "План на тиждень", nil},
		"units are UTF-16":    {"🙂<b>їжак</b>", "🙂їжак", []Entity{{Type: "bold", Offset: 2, Length: 4}}},
		"synonyms":            {"<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd", []Entity{{Type: "bold", Offset: 0, Length: 1}, {Type: "italic", Offset: 1, Length: 1}, {Type: "underline", Offset: 2, Length: 1}, {Type: "strikethrough", Offset: 3, Length: 1}}},
		"outer first":         {"<i><b>a</b>b</i>", "ab", []Entity{{Type: "italic", Offset: 0, Length: 2}, {Type: "bold", Offset: 0, Length: 1}}},
		"references":          {"&lt;a&gt; &amp; &quot;b&quot; &#33; &#x1F642; &nbsp;", "<a> & \"b\" ! 🙂 &nbsp;", nil},
		"link":                {`<a href="https://rada.ua/p?a=1&amp;b=2">тут</a>`, "тут", []Entity{{Type: "text_link", Offset: 0, Length: 3, URL: "https://rada.ua/p?a=1&b=2"}}},
		"link without scheme": {`<a href='rada.ua'>тут</a>`, "тут", []Entity{{Type: "text_link", Offset: 0, Length: 3, URL: "http://rada.ua/"}}},
		"link to nowhere":     {`<a href="javascript:x">тут</a>`, "тут", nil},
		"mention":             {`<a href="tg://user?id=7">Олена</a>`, "Олена", []Entity{{Type: "text_mention", Offset: 0, Length: 5, User: &Account{ID: 7}}}},
		"spoilers":            {`<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, "ab", []Entity{{Type: "spoiler", Offset: 0, Length: 1}, {Type: "spoiler", Offset: 1, Length: 1}}},
		"quotes":              {"<blockquote>a</blockquote><blockquote expandable>b</blockquote>", "ab", []Entity{{Type: "blockquote", Offset: 0, Length: 1}, {Type: "expandable_blockquote", Offset: 1, Length: 1}}},
		"code with language":  {`<pre><code class="language-go">x</code></pre>`, "x", []Entity{{Type: "pre", Offset: 0, Length: 1, Language: "go"}}},
		"code alone":          {`<code class="language-go">x</code>`, "x", []Entity{{Type: "code", Offset: 0, Length: 1}}},
		"emoji":               {`<tg-emoji emoji-id="53">👍</tg-emoji>`, "👍", []Entity{{Type: "custom_emoji", Offset: 0, Length: 2, CustomEmojiID: "53"}}},
		"time":                {`<tg-time unix="1795000000" format="wDT">завтра</tg-time>`, "завтра", []Entity{{Type: "date_time", Offset: 0, Length: 6, UnixTime: 1795000000, DateTimeFormat: "wDT"}}},
		"nothing inside":      {"a<b></b>", "a", nil},
		"case and spaces":     {"<B >a</b\n>", "a", []Entity{{Type: "bold", Offset: 0, Length: 1}}},
		"nameless end":        {"<b>a</>", "a", []Entity{{Type: "bold", Offset: 0, Length: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, entities, err := parseHTML(tc.src)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]any{tc.text, tc.entities}, []any{text, entities}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestParseHTMLErrors(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		"їa<b>x":                 `can't find end tag corresponding to start tag "b"`,
		"ї</b>":                  `unexpected end tag at byte offset 2`,
		"<b>x</i>":               `unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<p>x</p>":               `unsupported start tag "p" at byte offset 0`,
		"a < b":                  `unsupported start tag "" at byte offset 2`,
		"1 <2> 3":                `unsupported start tag "2" at byte offset 2`,
		"<b":                     `unclosed start tag at byte offset 0`,
		"<a href":                `unclosed start tag "a" at byte offset 0`,
		"<b>x</b":                `unclosed end tag at byte offset 4`,
		`<a "x">y</a>`:           `empty attribute name in the tag "a" at byte offset 0`,
		`<a href=a/b>y</a>`:      `unexpected end of name token at byte offset 8`,
		`<span>x</span>`:         `tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<tg-emoji>x</tg-emoji>`: `invalid custom emoji identifier specified`,
		`<tg-time unix="5" format="z">x</tg-time>`: `invalid date format used`,
	} {
		_, _, err := parseHTML(src)
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", src, err, want)
		}
	}
}

func FuzzParseHTML(f *testing.F) {
	f.Add(`<b>a</b>&#x1F642;<a href="x">`)
	f.Fuzz(func(t *testing.T, src string) {
		text, entities, err := parseHTML(src)
		if err != nil {
			return
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > utf16Len(text) {
				t.Errorf("%q: entity %v outside of %q", src, e, text)
			}
		}
	})
}

func TestTrimMovesEntities(t *testing.T) {
	t.Parallel()
	text, entities := trim(" \nїжак ", []Entity{{Type: "bold", Offset: 0, Length: 4}, {Type: "italic", Offset: 6, Length: 1}})
	if diff := cmp.Diff([]any{"їжак", []Entity{{Type: "bold", Offset: 0, Length: 2}}}, []any{text, entities}); diff != "" {
		t.Error(diff)
	}
}

func TestDetect(t *testing.T) {
	t.Parallel()
	got := detect("/start@sereda_bot зустріч 🙂 @olena_k #рада (https://rada.ua/x), a@b.ua 10:00", nil)
	want := []Entity{{Type: "bot_command", Offset: 0, Length: 17}, {Type: "mention", Offset: 29, Length: 8},
		{Type: "hashtag", Offset: 38, Length: 5}, {Type: "url", Offset: 45, Length: 17}, {Type: "email", Offset: 65, Length: 6}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
