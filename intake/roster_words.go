package intake

import (
	"strings"
	"unicode"

	"sereda/council"
)

// column is a column of the directory; its value is the heading in the file's
// own language, as problems name it.
type column string

const (
	keyColumn        column = "код"
	unitColumn       column = "підрозділ"
	kindColumn       column = "вид"
	dutyColumn       column = "подання"
	surnameColumn    column = "прізвище"
	givenColumn      column = "ім’я"
	patronymicColumn column = "по батькові"
	positionColumn   column = "посада"
	rolesColumn      column = "ролі"
	phoneColumn      column = "телефон"
	emailColumn      column = "e-mail"
	telegramColumn   column = "telegram"
)

// requiredColumns must be in the file; the others may be left out.
var requiredColumns = []column{
	keyColumn, unitColumn, kindColumn, dutyColumn, surnameColumn, givenColumn, positionColumn, rolesColumn,
}

// headings by the words for them.
var headings = byWords(map[column]string{
	keyColumn:        "код, ключ, ід, табельний номер, табельний №, key, id, code",
	unitColumn:       "підрозділ, назва підрозділу, структурний підрозділ, орган, unit, department",
	kindColumn:       "вид, вид підрозділу, тип, тип підрозділу, kind, type, unit kind",
	dutyColumn:       "подання, подання плану, подає план, обов’язок, duty, submits, must submit, submission",
	surnameColumn:    "прізвище, surname, last name, family name",
	givenColumn:      "ім’я, власне ім’я, given name, first name, given",
	patronymicColumn: "по батькові, patronymic, middle name",
	positionColumn:   "посада, назва посади, position, post, job title, title",
	rolesColumn:      "ролі, роль, roles, role",
	phoneColumn:      "телефон, номер телефону, тел, моб телефон, мобільний телефон, мобільний, phone, mobile, phone number",
	emailColumn:      "e-mail, email, пошта, електронна пошта, ел пошта, електронна адреса, mail",
	telegramColumn:   "telegram, telegram id, телеграм, телеграм id, ід telegram",
})

var kinds = byWords(map[council.UnitKind]string{
	council.ExecutiveBody:  "виконавчий орган, executive, executive body",
	council.StarostaArea:   "старостинський округ, староста, starosta, starosta district",
	council.Enterprise:     "комунальне підприємство, кп, enterprise, communal enterprise",
	council.LeadershipUnit: "керівництво, leadership",
})

var duties = byWords(map[council.Duty]string{
	council.MustSubmit: "обов’язково, так, must, must submit, yes",
	council.IfNeedBe:   "за потреби, if need be, if need, if needed",
	council.NoPlan:     "не подає, ні, none, no",
})

var roles = byWords(map[council.Role]string{
	council.Head:          "керівник, head",
	council.DeputyRole:    "заступник, заступник керівника, deputy",
	council.Organiser:     "організатор, organiser, organizer",
	council.Secretary:     "секретар, secretary",
	council.LeaderRole:    "керівництво, leader, leadership",
	council.Assistant:     "помічник, помічниця, assistant",
	council.Administrator: "адміністратор, administrator, admin",
})

func byWords[T ~string](words map[T]string) map[string]T {
	meanings := make(map[string]T)
	for meaning, list := range words {
		for w := range strings.SplitSeq(list, ",") {
			meanings[plain(w)] = meaning
		}
	}
	return meanings
}

// plain leaves the folded letters and digits of a cell, so that spaces,
// hyphens, apostrophes and case make no difference.
func plain(cell string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '№' {
			return r
		}
		return -1
	}, fold(cell))
}
