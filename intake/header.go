package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// planColumn is what a table's column holds; one may hold several things.
type planColumn uint8

const (
	dayColumn planColumn = 1 << iota
	timeColumn
	titleColumn
	venueColumn
	responsibleColumn
	leadersColumn
	// formColumn is the event's form: "Відкриття фотовиставки".
	formColumn
	// otherColumn is a column that no entry needs: the number, a note.
	otherColumn

	whenColumn = dayColumn | timeColumn
)

func (c planColumn) has(what planColumn) bool { return c&what != 0 }

// columnWords are how Ukrainian and Russian headers call the columns, folded and
// without spaces, so that "Дата і часпроведення" and "Відповідаль-ний" are known
// too, and Latin letters among the others.
var columnWords = []struct {
	column planColumn
	words  []string
}{
	{dayColumn, []string{"дата", "дати", "день", "термін", "коли", "срок", "когда"}},
	{timeColumn, []string{"час", "годин", "початок", "врем", "начало"}},
	{titleColumn, []string{"назв", "зміст", "тема", "содержание"}},
	{venueColumn, []string{"місце", "адреса", "депроводиться", "гдепроводится", "локація", "место", "адрес"}},
	{responsibleColumn, []string{"відповідальн", "хтопроводить", "виконав", "організатор", "проводить", "ответственн", "исполнит", "организатор", "ктопроводит"}},
	{leadersColumn, []string{"керівництв", "міськогоголови", "міськийголова", "участькерівн", "керівникиради", "руководств"}},
}

// laterWords name a column only when nothing else does: "Місце проведення
// заходу" is a venue.
var laterWords = []struct {
	column planColumn
	words  []string
}{
	{titleColumn, []string{"захід", "заход", "подія", "події", "питання", "мероприят", "событи", "вопрос"}},
	{formColumn, []string{"форма"}},
	{otherColumn, []string{"№", "приміт", "примеч", "запрошен", "приглаш", "кількість", "пп", "зп"}},
}

// columnOf is what a header says its column holds, 0 when it says nothing.
func columnOf(header string) planColumn {
	if utf8.RuneCountInString(header) > 120 || strings.ContainsAny(header, "0123456789") {
		return 0
	}
	glued := strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && r != '№' {
			return -1
		}
		return r
	}, fold(header))
	// Participants and parts are no hours.
	forTime := strings.NewReplacer("учас", "", "част", "").Replace(glued)
	var found planColumn
	for _, c := range columnWords {
		text := glued
		if c.column == timeColumn {
			text = forTime
		}
		if slices.ContainsFunc(c.words, func(word string) bool { return strings.Contains(text, word) }) {
			found |= c.column
		}
	}
	for _, c := range laterWords {
		if found == 0 && slices.ContainsFunc(c.words, func(word string) bool { return strings.Contains(glued, word) }) {
			found = c.column
		}
	}
	return found
}

// headerOf reads a row as a table's header: what each column holds; nil when the
// row is none. A header names the day or the title and something else.
func headerOf(cells []string) []planColumn {
	columns := make([]planColumn, len(cells))
	var named planColumn
	known, unknown := 0, 0
	for i, cell := range cells {
		if cell == "" {
			continue
		}
		columns[i] = columnOf(cell)
		named |= columns[i]
		if columns[i] == 0 {
			unknown++
		} else {
			known++
		}
	}
	if known < 2 || unknown >= known || !named.has(dayColumn|titleColumn) {
		return nil
	}
	return withTitle(columns, cells)
}

// withTitle makes the first nameless column the title's when no other is.
func withTitle(columns []planColumn, cells []string) []planColumn {
	if slices.ContainsFunc(columns, func(c planColumn) bool { return c.has(titleColumn) }) {
		return columns
	}
	for i, c := range columns {
		if c == 0 && cells[i] != "" {
			columns[i] = titleColumn
			return columns
		}
	}
	for i, c := range columns {
		if c == 0 {
			columns[i] = titleColumn
			return columns
		}
	}
	return nil
}
