package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// unitStems begin the names of units that answer for an event.
var unitStems = []string{"відділ", "управлінн", "департамент", "сектор", "служб", "оргкомітет", "виконком", "секретаріат", "апарат",
	"керівник", "завідувач", "директор", "начальник", "отдел", "управлени"}

func isUnit(text string) bool {
	c := newCursor(text)
	for n := range 2 {
		first := c.peek(n)
		if n > 0 && !hasStem(c.peek(0).text, []string{"юридичн", "загальн", "фінансов", "організаційн", "архівн"}) {
			return false
		}
		if first.kind == word && hasStem(first.text, unitStems) && !strings.Contains(fold(text), "музе") {
			return !hasStem(c.peek(n+1).text, []string{"зустріч", "нарад"})
		}
	}
	return false
}

// unitsOf cuts units and people at commas and lines; glued people fall apart.
func unitsOf(text string) []string {
	text = tidy(text)
	if people := peopleOf(text); people != nil {
		return people
	}
	var all []string
	for part := range strings.SplitSeq(text, ",") {
		part = strings.Trim(part, " ;.")
		switch people := peopleOf(part); {
		case people != nil:
			all = append(all, people...)
		case part != "":
			all = append(all, part)
		}
	}
	return all
}

var organiser = regexp.MustCompile(`(?i)[,;.]?\s*(?:провод(?:е|ить|ять)|організатор[иі]?|организатор|відповідальн\pL*|ответственн\pL*|відп)(?:\s+за\s+проведення)?[\s:.–—-]+`)

// splitOrganiser parts "Міський пляж, проводе Відділ спорту".
func splitOrganiser(text string) (rest, after string, ok bool) {
	if !hasAnyStem(text, "провод", "організатор", "организатор", "відп", "ответств") {
		return text, "", false
	}
	at := organiser.FindStringIndex(text)
	if at == nil || at[0] == 0 && at[1] == len(text) {
		return text, "", false
	}
	return strings.TrimSpace(text[:at[0]]), text[at[1]:], true
}

const (
	surname  = `\p{Lu}[\p{Ll}'’ʼ]+(?:-\p{Lu}[\p{Ll}'’ʼ]+)?`
	initials = `\p{Lu}\.\s?(?:\p{Lu}\.)?`
	named    = surname + ` ` + `\p{Lu}[\p{Lu}'’ʼ-]{2,}`
)

var (
	oneName   = regexp.MustCompile(surname + `\s?` + initials + `|` + initials + `\s?` + surname + `|` + named)
	bracketed = regexp.MustCompile(`(?is)\(\s*(?:відповідальн\pL*|ответственн\pL*|відп\.?|отв\.?)(?:\s+(?:за\s+проведення|особ[аи]))?\s*[:–—-]\s*`)
	withPost  = regexp.MustCompile(`(` + surname + `\s?` + initials + `|` + initials + `\s?` + surname + `)\s*[–—-]\s*([\p{Ll}][^.;(]*)`)
)

// note is a remark in brackets after a name.
var note = regexp.MustCompile(`\s*\([^)]*\)`)

// peopleOf are the people a text is made of, nil when there is anything else.
func peopleOf(text string) []string {
	text = strings.Trim(text, " ,;.") + dotOf(text)
	bare := note.ReplaceAllString(text, "")
	var all []string
	rest := oneName.ReplaceAllStringFunc(bare, func(name string) string {
		all = append(all, tidy(name))
		return ","
	})
	left := strings.TrimFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, joint := range []string{"та", "і", "й"} {
		left = strings.ReplaceAll(left, ", "+joint+" ,", "")
	}
	if left != "" && strings.ContainsFunc(left, unicode.IsLetter) || strings.ContainsFunc(left, unicode.IsDigit) {
		return nil
	}
	return all
}

func dotOf(text string) string {
	if strings.HasSuffix(strings.TrimRight(text, " ,;"), ".") {
		return "."
	}
	return ""
}

// bracketedAt is where "(Відповідальні:" stands, nil when it does not.
func bracketedAt(text string) []int {
	if !strings.Contains(text, "(") {
		return nil
	}
	return bracketed.FindStringIndex(text)
}

// withoutResponsible is a text without "(Відповідальні: …)": who answers for an
// event need not take part.
func withoutResponsible(text string) string {
	for {
		at := bracketedAt(text)
		if at == nil {
			return text
		}
		end := at[1] + closingBracket(text[at[1]:])
		text = text[:at[0]] + strings.TrimPrefix(text[end:], ")")
	}
}

// cutResponsible takes "(Відповідальні: …)" and "Surname I.P. – post" out of a
// text.
func cutResponsible(text string) (rest string, people []string) {
	for {
		at := bracketedAt(text)
		if at == nil {
			break
		}
		end := at[1] + closingBracket(text[at[1]:])
		people = append(people, unitsOf(text[at[1]:end])...)
		text = strings.TrimRight(text[:at[0]], " \n") + " " + strings.TrimPrefix(text[end:], ")")
	}
	if !strings.ContainsAny(text, "–—-") {
		return text, people
	}
	for _, at := range slices.Backward(withPost.FindAllStringSubmatchIndex(text, -1)) {
		if at[0] > 0 && !strings.ContainsAny(strings.TrimRight(text[:at[0]], " ")[max(0, len(strings.TrimRight(text[:at[0]], " "))-1):], ".;,\n|") {
			continue
		}
		people = append([]string{tidy(text[at[2]:at[3]])}, people...)
		people = slices.Compact(people)
		text = strings.TrimRight(text[:at[0]], " ") + strings.TrimLeft(text[at[1]:], " .")
	}
	return text, people
}

// trailingPeople takes the people a text ends with.
func trailingPeople(text string) (rest string, people []string) {
	matches := oneName.FindAllStringIndex(text, -1)
	end := len(text)
	first := len(matches)
	for i := len(matches) - 1; i >= 0; i-- {
		between := strings.Trim(text[matches[i][1]:end], " ,;.")
		if between != "" && between != "та" && between != "і" {
			break
		}
		first, end = i, matches[i][0]
	}
	if first == len(matches) || end == 0 {
		return text, nil
	}
	before := strings.TrimRight(text[:end], " ")
	// A person inside a sentence, or a name of a place, is no responsible.
	if !strings.ContainsAny(before[len(before)-1:], ".,;)\n") || strings.HasSuffix(before, "ім.") {
		return text, nil
	}
	for _, m := range matches[first:] {
		people = append(people, tidy(text[m[0]:m[1]]))
	}
	return strings.TrimRight(before, " ,;"), people
}
