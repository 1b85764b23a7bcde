package demo

import "context"

// What is returned, moved and called off, as the plans have it.
const (
	financeUnit, economyUnit = "Департамент фінансів", "Департамент економічної політики"
	returnedTitle            = "Навчальний практикум"
	movedTitle               = "Зустріч з авторами"
	cancelledTitle           = "Сільськогосподарський ярмарок"
)

// agreement are the scenes from the digest to Friday's evening: an entry is
// returned and mended, the plan agreed; then one entry is moved, another one
// called off.
func (s *story) agreement() []scene {
	return []scene{
		{s.at(3, 15, 30), s.returns},
		{s.at(3, 15, 50), s.mends},
		{s.at(3, 16, 10), s.agrees},
		{s.at(4, 12, 30), s.moves},
		{s.at(4, 12, 50), s.callsOff},
		{s.at(4, 17, 0), s.evening},
	}
}

// entry opens the card of an entry by way of its unit's week.
func (s *story) entry(ctx context.Context, a *actor, unit, title string) error {
	quiet := s.actor(s.person(a), false)
	week, err := quiet.say(ctx, "/week")
	if err != nil {
		return err
	}
	card, err := quiet.all(ctx, week, "За підрозділами", unit, "Заходи по одному", title)
	if err != nil {
		return err
	}
	s.transcript.did(a.name, "/week … ["+title+"]")
	s.transcript.message(a.name, card)
	return nil
}

// person is whose phone the actor holds.
func (s *story) person(a *actor) *person {
	for _, p := range s.people {
		if p.user == a.user {
			return p
		}
	}
	return nil
}

// returns: the secretary returns one entry with a remark.
func (s *story) returns(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	if err := s.entry(ctx, a, financeUnit, returnedTitle); err != nil {
		return err
	}
	card, err := a.latest(ctx, returnedTitle, "Повернути захід")
	if err != nil {
		return err
	}
	if _, err := a.press(ctx, card, "Повернути захід"); err != nil {
		return err
	}
	_, err = a.say(ctx, "Каб. 531 зайнято, знайдіть інше місце")
	return err
}

// mends: the unit gets the remark and mends the entry.
func (s *story) mends(ctx context.Context) error {
	a := s.actor(s.people[timelyKey], true)
	remark, err := a.latest(ctx, "Секретар повернув захід", "Виправити")
	if err != nil {
		return err
	}
	s.transcript.message(a.name, remark)
	card, err := a.press(ctx, remark, "Виправити")
	if err != nil {
		return err
	}
	quiet := s.actor(s.people[timelyKey], false)
	if _, err := quiet.press(ctx, card, "Місце"); err != nil {
		return err
	}
	if card, err = a.say(ctx, "каб. 412"); err != nil {
		return err
	}
	plan, err := quiet.press(ctx, card, "До плану")
	if err != nil {
		return err
	}
	_, err = a.press(ctx, plan, "Подати план")
	return err
}

// agrees: the secretary agrees the plan; it goes to everybody.
func (s *story) agrees(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	week, err := s.actor(s.secretary(), false).say(ctx, "/week")
	if err != nil {
		return err
	}
	label, found := find(week, "Погодити")
	if !found {
		return a.lacks(week, "Погодити")
	}
	if _, err := a.tap(ctx, week, label); err != nil {
		return err
	}
	if week, err = a.latest(ctx, "План погоджено, редакція № 1", ""); err != nil {
		return err
	}
	s.transcript.message(a.name, week)
	if err := s.settle(ctx, s.servers.clock.Now()); err != nil {
		return err
	}
	return s.receives(ctx)
}

// receives: the plan comes to the mayor, as to everybody whom it concerns.
func (s *story) receives(ctx context.Context) error {
	a := s.actor(s.people[mayorKey], true)
	letter, err := a.latest(ctx, "План на 30 листопада – 6 грудня погоджено", "Ознайомлено")
	if err != nil {
		return err
	}
	s.transcript.line("🔔 погоджений план — керівництву, членам виконкому, керівникам підрозділів")
	s.transcript.message(a.name, letter)
	_, err = a.tap(ctx, letter, "Ознайомлено")
	return err
}

// moves: the unit asks to move an entry, the organiser accepts.
func (s *story) moves(ctx context.Context) error {
	head := s.people[timelyKey]
	quiet, a := s.actor(head, false), s.actor(head, true)
	if _, err := quiet.say(ctx, "/start"); err != nil {
		return err
	}
	home, err := quiet.latest(ctx, "", "Зміни до плану") // the menu came first
	if err != nil {
		return err
	}
	draft, err := quiet.all(ctx, home, "Зміни до плану", "30 листопада", movedTitle, "Змінити", "День", "чт 03.12")
	if err != nil {
		return err
	}
	s.transcript.did(a.name, "🔁 Зміни до плану … [чт 03.12]")
	s.transcript.message(a.name, draft)
	label, _ := find(draft, "Надіслати організатору")
	if _, err := a.tap(ctx, draft, label); err != nil {
		return err
	}
	organiser := s.actor(s.people[organiserKey], true)
	request, err := organiser.latest(ctx, "просить змінити план", "Прийняти")
	if err != nil {
		return err
	}
	s.transcript.message(organiser.name, request)
	label, _ = find(request, "Прийняти")
	if _, err := organiser.tap(ctx, request, label); err != nil {
		return err
	}
	answer, err := a.latest(ctx, "Вашу зміну до плану", "")
	if err != nil {
		return err
	}
	s.transcript.message(a.name, answer)
	return nil
}

// callsOff: the organiser cancels an entry; its unit hears at once.
func (s *story) callsOff(ctx context.Context) error {
	a := s.actor(s.people[organiserKey], true)
	if err := s.entry(ctx, a, economyUnit, cancelledTitle); err != nil {
		return err
	}
	card, err := a.latest(ctx, cancelledTitle, "Скасувати захід")
	if err != nil {
		return err
	}
	if _, err := a.press(ctx, card, "Скасувати захід"); err != nil {
		return err
	}
	_, err = a.say(ctx, "Прогноз погоди: сильні зливи")
	return err
}

// evening: whoever has the plan hears of the day's changes in one letter.
func (s *story) evening(ctx context.Context) error {
	a := s.actor(s.secretary(), true)
	news, err := a.latest(ctx, "за день", "")
	if err != nil {
		return err
	}
	s.transcript.line("🔔 зміни за день — усім, хто має план")
	s.transcript.message(a.name, news)
	return nil
}
