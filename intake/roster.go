package intake

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sereda/council"
)

// Longest texts of the directory, in characters.
const (
	maxKey      = 40
	maxName     = 60
	maxUnitName = 200
	maxPosition = 200
)

// Problem is nonsense in an imported file, told in Ukrainian to the person who
// imports. Row counts from 1 with the headings; 0 is the file as a whole.
type Problem struct {
	Row     int
	Column  string
	Message string
}

// String is the problem with its place.
func (p Problem) String() string {
	switch {
	case p.Row == 0 && p.Column == "":
		return p.Message
	case p.Row == 0:
		return fmt.Sprintf("стовпець «%s»: %s", p.Column, p.Message)
	case p.Column == "":
		return fmt.Sprintf("рядок %d: %s", p.Row, p.Message)
	}
	return fmt.Sprintf("рядок %d, стовпець «%s»: %s", p.Row, p.Column, p.Message)
}

// Roster reads the directory from a CSV or XLSX file with headings in the first
// row, in any order. It finds all problems at once; with any of them the rows
// must not be used. The name tells only the sort of file.
func Roster(r io.Reader, filename string) ([]council.RosterRow, []Problem) {
	sheet, err := readSpreadsheet(r, filename)
	switch {
	case errors.Is(err, errTooManyRows):
		return nil, []Problem{{Message: fmt.Sprintf("Файл завеликий: найбільше %d рядків і %d МБ.", maxRosterRows, maxRosterBytes>>20)}}
	case err != nil:
		return nil, []Problem{{Message: "Файл не прочитано. Збережіть його як XLSX (без пароля) або CSV і спробуйте ще раз."}}
	case len(sheet) == 0:
		return nil, []Problem{{Message: "Файл порожній."}}
	}
	var reading rosterReading
	reading.readColumns(sheet[0], headings, requiredColumns)
	if len(reading.problems) > 0 {
		return nil, reading.problems
	}
	for _, row := range sheet[1:] {
		reading.readRow(row)
	}
	if len(reading.rows) == 0 {
		reading.say(0, "", "У файлі немає жодної людини.")
	}
	reading.checkTogether()
	return reading.rows, reading.problems
}

// rosterReading is what has been read so far.
type rosterReading struct {
	columns  map[column]int
	rows     []council.RosterRow
	problems []Problem
}

func (r *rosterReading) say(row int, col column, format string, args ...any) {
	r.problems = append(r.problems, Problem{row, string(col), fmt.Sprintf(format, args...)})
}

// readColumns finds the columns by their headings. Unknown ones are passed over.
func (r *rosterReading) readColumns(first sheetRow, words map[string]column, required []column) {
	r.columns = make(map[column]int)
	for i, cell := range first.cells {
		col, known := words[plain(cell)]
		if !known {
			continue
		}
		if _, twice := r.columns[col]; twice {
			r.say(first.number, col, "Такий стовпець уже є.")
			continue
		}
		r.columns[col] = i
	}
	for _, col := range required {
		if _, found := r.columns[col]; !found {
			r.say(0, col, "Немає такого стовпця.")
		}
	}
}

// cell is a line's cell in the column, "" when there is none.
func (r *rosterReading) cell(line sheetRow, col column) string {
	i, found := r.columns[col]
	if !found || i >= len(line.cells) {
		return ""
	}
	return line.cells[i]
}

// readRow reads one person in one unit; what is wrong is said and left empty.
func (r *rosterReading) readRow(line sheetRow) {
	cell := func(col column) string { return r.cell(line, col) }
	row := council.RosterRow{Row: line.number}
	row.Key = r.text(line, keyColumn, cell(keyColumn), maxKey, true)
	if strings.HasPrefix(row.Key, "#") {
		r.say(line.number, keyColumn, "Код не може починатися з «#».")
	}
	row.Unit = r.text(line, unitColumn, cell(unitColumn), maxUnitName, false)
	row.Surname = r.name(line, surnameColumn, cell(surnameColumn), true)
	row.Given = r.name(line, givenColumn, cell(givenColumn), true)
	row.Patronymic = r.name(line, patronymicColumn, cell(patronymicColumn), false)
	row.Position = r.text(line, positionColumn, cell(positionColumn), maxPosition, false)
	row.Roles = r.roles(line, cell(rolesColumn))
	if row.Unit != "" || cell(kindColumn) != "" {
		row.Kind = oneOf(r, line, kindColumn, cell(kindColumn), kinds,
			"виконавчий орган, старостинський округ, комунальне підприємство, керівництво")
	}
	if row.Unit != "" || cell(dutyColumn) != "" {
		row.Duty = oneOf(r, line, dutyColumn, cell(dutyColumn), duties, "обов’язково, за потреби, не подає")
	}
	row.Phone = r.phone(line, cell(phoneColumn))
	row.Email = r.email(line, cell(emailColumn))
	row.Telegram = r.telegram(line, cell(telegramColumn))
	r.checkRow(row)
	r.rows = append(r.rows, row)
}

// checkRow looks at what the cells of a row say together.
func (r *rosterReading) checkRow(row council.RosterRow) {
	has := make(map[council.Role]bool)
	for _, role := range row.Roles {
		has[role.Role] = true
	}
	switch {
	case row.Unit == "" && (has[council.Head] || has[council.DeputyRole]):
		r.say(row.Row, unitColumn, "Для керівника й заступника потрібен підрозділ.")
	case row.Unit == "" && row.Kind != "":
		r.say(row.Row, unitColumn, "Вид є, а назви підрозділу немає.")
	}
	if has[council.Head] && has[council.DeputyRole] {
		r.say(row.Row, rolesColumn, "Одна людина не може бути і керівником, і заступником того самого підрозділу.")
	}
	if row.Position == "" && (has[council.Head] || has[council.LeaderRole]) {
		r.say(row.Row, positionColumn, "Для керівника потрібна назва посади.")
	}
}

// text is a cell with one kind of apostrophe, not longer than allowed.
func (r *rosterReading) text(line sheetRow, col column, cell string, longest int, required bool) string {
	cell = withApostrophes(cell)
	switch {
	case cell == "" && required:
		r.say(line.number, col, "Порожня клітинка.")
	case utf8.RuneCountInString(cell) > longest:
		r.say(line.number, col, "Задовго: найбільше %d знаків.", longest)
		return ""
	}
	return cell
}

func withApostrophes(text string) string {
	return strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return '’'
		}
		return r
	}, text)
}

func (r *rosterReading) name(line sheetRow, col column, cell string, required bool) string {
	name := r.text(line, col, cell, maxName, required)
	for _, letter := range name {
		if !unicode.IsLetter(letter) && !isApostrophe(letter) && !isDash(letter) && letter != ' ' && letter != '.' {
			r.say(line.number, col, "«%s» не схоже на ім’я.", name)
			return ""
		}
	}
	return name
}

func oneOf[T ~string](r *rosterReading, line sheetRow, col column, cell string, meanings map[string]T, allowed string) T {
	meaning, known := meanings[plain(cell)]
	switch {
	case cell == "":
		r.say(line.number, col, "Порожня клітинка. Можливі значення: %s.", allowed)
	case !known:
		r.say(line.number, col, "Невідоме значення «%s». Можливі: %s.", shortened(cell), allowed)
	}
	return meaning
}

// roles reads "керівник; помічник: Міський голова". Where there is a semicolon
// a comma belongs to a post's title.
func (r *rosterReading) roles(line sheetRow, cell string) []council.RosterRole {
	separator := ","
	if strings.Contains(cell, ";") {
		separator = ";"
	}
	var found []council.RosterRole
	for part := range strings.SplitSeq(cell, separator) {
		word, scope, scoped := strings.Cut(part, ":")
		scope = withApostrophes(tidy(scope))
		if plain(word) == "" {
			continue
		}
		role, known := roles[plain(word)]
		switch {
		case !known:
			r.say(line.number, rolesColumn, "Невідома роль «%s». Можливі: керівник, заступник, організатор, секретар, керівництво, помічник, адміністратор.", shortened(tidy(word)))
			continue
		case scoped && role != council.Assistant:
			r.say(line.number, rolesColumn, "Уточнення після двокрапки має лише помічник: «помічник: Міський голова».")
			continue
		}
		found = append(found, council.RosterRole{Role: role, Scope: scope})
	}
	return found
}

func (r *rosterReading) phone(line sheetRow, cell string) string {
	if cell == "" {
		return ""
	}
	phone, ok := council.ParsePhone(wholeNumber(cell))
	if !ok {
		r.say(line.number, phoneColumn, "«%s» не схоже на номер телефону. Приклад: +380671234567.", shortened(cell))
	}
	return phone
}

func (r *rosterReading) email(line sheetRow, cell string) string {
	if cell == "" {
		return ""
	}
	address, err := mail.ParseAddress(cell)
	if err != nil || address.Address != cell || !strings.Contains(cell, ".") {
		r.say(line.number, emailColumn, "«%s» не схоже на адресу електронної пошти.", shortened(cell))
		return ""
	}
	return cell
}

func (r *rosterReading) telegram(line sheetRow, cell string) int64 {
	if cell == "" {
		return 0
	}
	id, err := strconv.ParseInt(wholeNumber(cell), 10, 64)
	if err != nil || id <= 0 {
		r.say(line.number, telegramColumn, "«%s» не є числовим ідентифікатором Telegram.", shortened(cell))
		return 0
	}
	return id
}

// scientific is a long number as a spreadsheet may keep it.
var scientific = regexp.MustCompile(`^\d(?:\.\d+)?[eE]\+?\d{1,2}$|^\d+\.0+$`)

// wholeNumber writes out "3.80671234567E+11"; anything else stays.
func wholeNumber(cell string) string {
	if !scientific.MatchString(cell) {
		return cell
	}
	value, err := strconv.ParseFloat(cell, 64)
	if err != nil || value != math.Trunc(value) || value > 1<<53 {
		return cell
	}
	return strconv.FormatFloat(value, 'f', 0, 64)
}

// shortened keeps a long cell from filling the message.
func shortened(cell string) string {
	letters := []rune(cell)
	if len(letters) <= 40 {
		return cell
	}
	return string(letters[:40]) + "…"
}
