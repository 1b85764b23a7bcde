package intake

import (
	"strings"

	"sereda/council"
)

// checkTogether looks at what rows say against each other.
func (r *rosterReading) checkTogether() {
	r.checkPeople()
	r.checkUnits()
	r.checkOwners()
	r.checkAssistants()
}

// checkPeople looks at the rows of one key: one person, each unit once.
func (r *rosterReading) checkPeople() {
	first := make(map[string]council.RosterRow)
	places := make(map[[2]string]int)
	for _, row := range r.rows {
		if row.Key == "" {
			continue
		}
		place := [2]string{row.Key, council.Fold(row.Unit)}
		if earlier, twice := places[place]; twice {
			r.say(row.Row, keyColumn, "Ця людина в цьому підрозділі вже є в рядку %d.", earlier)
			continue
		}
		places[place] = row.Row
		one, known := first[row.Key]
		if !known {
			first[row.Key] = row
			continue
		}
		r.checkSame(one, row, surnameColumn, one.Surname, row.Surname)
		r.checkSame(one, row, givenColumn, one.Given, row.Given)
		r.checkSame(one, row, patronymicColumn, one.Patronymic, row.Patronymic)
		r.checkSame(one, row, phoneColumn, one.Phone, row.Phone)
		r.checkSame(one, row, emailColumn, one.Email, row.Email)
		if one.Telegram != row.Telegram {
			r.say(row.Row, telegramColumn, "Код %s має інше значення в рядку %d.", row.Key, one.Row)
		}
	}
}

func (r *rosterReading) checkSame(one, other council.RosterRow, col column, a, b string) {
	if a != b {
		r.say(other.Row, col, "Код %s має інше значення в рядку %d.", other.Key, one.Row)
	}
}

// checkUnits looks at the rows of one unit: one kind, one duty, one head, and
// somebody to stand in for where there is a deputy.
func (r *rosterReading) checkUnits() {
	first := make(map[string]council.RosterRow)
	heads := make(map[string]int)
	for _, row := range r.rows {
		unit := council.Fold(row.Unit)
		if unit == "" {
			continue
		}
		one, known := first[unit]
		if !known {
			first[unit] = row
			one = row
		}
		if one.Kind != row.Kind && one.Kind != "" && row.Kind != "" {
			r.say(row.Row, kindColumn, "Цей підрозділ має інший вид у рядку %d.", one.Row)
		}
		if one.Duty != row.Duty && one.Duty != "" && row.Duty != "" {
			r.say(row.Row, dutyColumn, "Цей підрозділ має інше значення в рядку %d.", one.Row)
		}
		if !hasRole(row, council.Head) {
			continue
		}
		if earlier, twice := heads[unit]; twice {
			r.say(row.Row, rolesColumn, "Підрозділ уже має керівника в рядку %d.", earlier)
			continue
		}
		heads[unit] = row.Row
	}
	for _, row := range r.rows {
		if _, headed := heads[council.Fold(row.Unit)]; row.Unit != "" && !headed && hasRole(row, council.DeputyRole) {
			r.say(row.Row, rolesColumn, "Заступник є, а керівника цього підрозділу у файлі немає.")
		}
	}
}

// checkOwners looks for phones and accounts that two people share.
func (r *rosterReading) checkOwners() {
	phones := make(map[string]council.RosterRow)
	accounts := make(map[int64]council.RosterRow)
	for _, row := range r.rows {
		if owner, owned := phones[row.Phone]; owned && owner.Key != row.Key {
			r.say(row.Row, phoneColumn, "Цей номер уже має інша людина в рядку %d.", owner.Row)
		} else if row.Phone != "" {
			phones[row.Phone] = row
		}
		if owner, owned := accounts[row.Telegram]; owned && owner.Key != row.Key {
			r.say(row.Row, telegramColumn, "Цей обліковий запис уже має інша людина в рядку %d.", owner.Row)
		} else if row.Telegram != 0 {
			accounts[row.Telegram] = row
		}
	}
}

// checkAssistants looks for the post of the leader each assistant is of.
func (r *rosterReading) checkAssistants() {
	posts := make(map[string]int)
	var titles []string
	for _, row := range r.rows {
		if hasRole(row, council.LeaderRole) {
			posts[council.Fold(row.Position)]++
			titles = append(titles, row.Position)
		}
	}
	for _, row := range r.rows {
		for _, role := range row.Roles {
			count := posts[council.Fold(role.Scope)]
			switch {
			case role.Role != council.Assistant || role.Scope == "" || count == 1:
			case count == 0:
				r.say(row.Row, rolesColumn, "Серед керівництва немає посади «%s». Є: %s.", shortened(role.Scope), listedTitles(titles))
			default:
				r.say(row.Row, rolesColumn, "Посаду «%s» мають кілька людей: уточніть назви посад.", shortened(role.Scope))
			}
		}
	}
}

func listedTitles(titles []string) string {
	if len(titles) == 0 {
		return "жодної"
	}
	return strings.Join(titles[:min(len(titles), 10)], ", ")
}

func hasRole(row council.RosterRow, role council.Role) bool {
	for _, r := range row.Roles {
		if r.Role == role {
			return true
		}
	}
	return false
}
