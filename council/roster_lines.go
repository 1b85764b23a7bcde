package council

import "fmt"

// Lines tells the changes in Ukrainian for the person who imports, a line for
// each under a heading for each sort. What must be mended comes first, what is
// only listed last.
func (c RosterChanges) Lines() []string {
	var t rosterText
	t.part("Суперечності, які треба виправити", len(c.Conflicts), func(i int) string {
		x := c.Conflicts[i]
		return "! " + fieldWord(x.Field) + " " + x.Value + ": " + withKey(x.A.Full(), x.A.Key) + " і " + withKey(x.B.Full(), x.B.Key)
	})
	t.part("Нові підрозділи", len(c.UnitsAdded), func(i int) string {
		u := c.UnitsAdded[i]
		return "+ " + u.Name + " (" + kindWord(u.Kind) + ", план: " + dutyWord(u.Duty) + ")"
	})
	t.part("Зміни в підрозділах", len(c.UnitsChanged), func(i int) string {
		return "~ " + c.UnitsChanged[i].Unit.Name + ": " + fieldWords(c.UnitsChanged[i].Fields)
	})
	t.part("Нові люди", len(c.PeopleAdded), func(i int) string {
		return "+ " + withKey(c.PeopleAdded[i].Full(), c.PeopleAdded[i].Key)
	})
	t.part("Зміни в даних людей", len(c.PeopleChanged), func(i int) string {
		p := c.PeopleChanged[i]
		return "~ " + withKey(p.Person.Full(), p.Person.Key) + ": " + fieldWords(p.Fields)
	})
	t.part("Посади, що переходять", len(c.Handovers), func(i int) string {
		h := c.Handovers[i]
		return "~ " + h.New.place() + ": " + h.Old.Name + " → " + h.New.Name
	})
	t.part("Обіймають посади", len(c.PostsTaken), func(i int) string {
		return "+ " + c.PostsTaken[i].Name + ": " + c.PostsTaken[i].place()
	})
	t.part("Залишають посади", len(c.PostsLeft), func(i int) string {
		return "− " + c.PostsLeft[i].Name + ": " + c.PostsLeft[i].place()
	})
	t.part("Нові назви посад", len(c.PostsRenamed), func(i int) string {
		r := c.PostsRenamed[i]
		return "~ " + r.Post.Name + ": " + orNone(r.OldTitle) + " → " + r.Post.Title
	})
	t.part("Надаються ролі", len(c.Granted), func(i int) string { return "+ " + c.Granted[i].words() })
	t.part("Знімаються ролі", len(c.Revoked), func(i int) string { return "− " + c.Revoked[i].words() })
	if c.Empty() {
		t.lines = append(t.lines, "Змін немає.")
	}
	t.part("Немає у файлі, залишаються без змін (люди)", len(c.MissingPeople), func(i int) string {
		return "• " + withKey(c.MissingPeople[i].Full(), c.MissingPeople[i].Key)
	})
	t.part("Немає у файлі, залишаються без змін (підрозділи)", len(c.MissingUnits), func(i int) string {
		return "• " + c.MissingUnits[i].Name
	})
	if c.Unchanged > 0 {
		t.lines = append(t.lines, fmt.Sprintf("Людей без змін: %d", c.Unchanged))
	}
	return t.lines
}

type rosterText struct{ lines []string }

// part adds a heading with the count and a line for each of n, nothing for none.
func (t *rosterText) part(heading string, n int, line func(i int) string) {
	if n == 0 {
		return
	}
	t.lines = append(t.lines, fmt.Sprintf("%s: %d", heading, n))
	for i := range n {
		t.lines = append(t.lines, "  "+line(i))
	}
}

// withKey tells namesakes apart; a stand-in key says nothing to people.
func withKey(name, key string) string {
	if isStandInKey(key) {
		return name
	}
	return name + " [" + key + "]"
}

func (p RosterPost) place() string {
	title := p.Title
	if title == "" {
		title = "без назви посади"
	}
	if p.Kind == Head {
		title += ", керівник"
	}
	if p.Unit == "" {
		return title
	}
	return title + " (" + p.Unit + ")"
}

func (g RosterGrant) words() string {
	text := g.Name + ": " + roleWord(g.Role)
	switch {
	case g.Unit != "":
		return text + " (" + g.Unit + ")"
	case g.Scope != "":
		return text + " (" + g.Scope + ")"
	}
	return text
}

func fieldWords(fields []FieldChange) string {
	text := ""
	for i, f := range fields {
		if i > 0 {
			text += "; "
		}
		text += fieldWord(f.Field) + ": " + orNone(fieldValue(f.Field, f.Old)) + " → " + fieldValue(f.Field, f.New)
	}
	return text
}

func orNone(value string) string {
	if value == "" {
		return "немає"
	}
	return value
}

func fieldValue(field RosterField, value string) string {
	switch {
	case value == "", field == KeyField && isStandInKey(value):
		return ""
	case field == KindField:
		return kindWord(UnitKind(value))
	case field == DutyField:
		return dutyWord(Duty(value))
	}
	return value
}

func fieldWord(field RosterField) string {
	return map[RosterField]string{
		KeyField: "код", KindField: "вид", DutyField: "план", SurnameField: "прізвище", GivenField: "ім’я",
		PatronymicField: "по батькові", PhoneField: "телефон", EmailField: "e-mail", TelegramField: "Telegram",
	}[field]
}

func kindWord(kind UnitKind) string {
	return map[UnitKind]string{
		ExecutiveBody: "виконавчий орган", StarostaArea: "старостинський округ",
		Enterprise: "комунальне підприємство", LeadershipUnit: "керівництво",
	}[kind]
}

func dutyWord(duty Duty) string {
	return map[Duty]string{MustSubmit: "обов’язково", IfNeedBe: "за потреби", NoPlan: "не подає"}[duty]
}

func roleWord(role Role) string {
	return map[Role]string{
		Head: "керівник", DeputyRole: "заступник керівника", Organiser: "організатор", Secretary: "секретар",
		LeaderRole: "керівництво", Assistant: "помічник", Administrator: "адміністратор",
	}[role]
}
