package handlers

import (
	"context"
	"fmt"
	"slices"

	"sereda/council"
	"sereda/locales"
)

// again are the notices to send once more, each by the channel it went, and what
// failed by both by each that can work: those that
// failed or whose receiver has come within reach, and those that were not taken
// note of. Whoever was
// sent one in a later round than the button's is left alone; round 0 asks for
// all.
func (g told) again(round int64) []council.Delivery {
	if g.outdated {
		return nil
	}
	silent := map[int64]bool{}
	for _, d := range g.deliveries {
		silent[d.Person.ID] = silent[d.Person.ID] || d.Again() && d.State == council.Delivered
	}
	var found []council.Delivery
	for _, d := range g.deliveries {
		// Of several messages only the last is taken note of: all come once more.
		whole := slices.Contains(inParts, g.kind) && silent[d.Person.ID] && d.State == council.Delivered && d.Channel != council.ByMail
		if (d.Again() || whole) && (round == 0 || int64(d.Round) < round) {
			found = append(found, d)
		}
	}
	return found
}

// peopleIn counts whom the notices go to.
func peopleIn(deliveries []council.Delivery) int {
	people := map[int64]bool{}
	for _, d := range deliveries {
		people[d.Person.ID] = true
	}
	return len(people)
}

// round is the number of the next repetition.
func (g told) round() int64 {
	last := 0
	for _, d := range g.deliveries {
		last = max(last, d.Round)
	}
	return int64(last) + 1
}

// sendAgain asks whether to send once more, and does. A second tap finds the
// round done.
func sendAgain(ctx context.Context, t *turn, g told) error {
	round, sure := t.press.arg(2), t.press.arg(3) == 1
	chosen := g.again(max(round, 1))
	if len(chosen) == 0 {
		t.toast("delivery.again_nobody")
		return t.showGroup(g, 0)
	}
	if !sure {
		var missed []council.Delivery
		for _, d := range chosen {
			if d.State != council.Delivered {
				missed = append(missed, d)
			}
		}
		count, failed := peopleIn(chosen), peopleIn(missed)
		t.show(t.toldHead(g)+"\n\n"+t.txt("delivery.again_ask", locales.Data{"Count": count, "Missed": failed, "Silent": count - failed}),
			row(primary(t.button("button.send_again_yes", g.to(toAgain, round, 1)))),
			row(t.button("button.back", g.to(toShow, 0))))
		return nil
	}
	if err := t.tellAgain(ctx, g, chosen, round); err != nil {
		return err
	}
	t.toast("delivery.again_done", locales.Data{"Count": peopleIn(chosen)})
	t.show(t.toldHead(g)+"\n\n"+t.txt("delivery.again_done", locales.Data{"Count": peopleIn(chosen)}),
		row(t.button("button.refresh", g.to(toShow, 0)), t.button("button.back", g.back)))
	return t.audit(ctx, "sent_again", g.about, map[string]any{"group": g.name, "people": peopleIn(chosen)})
}

func (t *turn) tellAgain(ctx context.Context, g told, chosen []council.Delivery, round int64) error {
	keys := make([]string, len(chosen))
	for i, d := range chosen {
		keys[i] = d.Key
	}
	notices, err := t.store.NoticesByKey(ctx, g.about, keys)
	if err != nil {
		return err
	}
	byMail, inTelegram := map[string]bool{}, map[string]bool{}
	for _, d := range chosen {
		byMail[d.Key] = d.Channel == council.ByMail
		inTelegram[d.Key] = d.Channel != council.ByMail || d.Reachable && g.failedBoth(d)
	}
	var mails []council.Notice
	for _, n := range notices {
		first := n.Key
		if g.anew != nil {
			n.Message = g.anew(n)
		}
		n.Class, n.Key = council.Bulk, fmt.Sprintf("%s%s%d", first, council.SentAgain, round)
		if byMail[first] {
			mails = append(mails, n)
		}
		if inTelegram[first] {
			n.Key, n.Message.Mail = council.TelegramKey(n.Key), n.Message.Mail.InStead()
			t.tell(n)
		}
	}
	return t.store.EnqueueMail(ctx, mails, t.Now)
}

// failedBoth tells that the news came neither by e-mail nor in Telegram: what
// failed there, or had no account to go to, stands with the e-mail.
func (g told) failedBoth(d council.Delivery) bool {
	return d.State.Missed() && !slices.ContainsFunc(g.deliveries, func(o council.Delivery) bool {
		return o.Channel != council.ByMail && o.Letter() == d.Letter()
	})
}

// printRest sends the list of those whom nothing has reached, to be handed over
// on paper against a signature.
func printRest(ctx context.Context, t *turn, g told) error {
	var people []int64
	var keys []string
	for _, d := range g.rest() {
		people, keys = append(people, d.Person.ID), append(keys, d.Key)
	}
	if len(people) == 0 {
		t.toast("delivery.rest_nobody")
		return t.showGroup(g, 0)
	}
	if err := t.audit(ctx, "rest_printed", g.about, map[string]any{"group": g.name, "people": peopleIn(g.rest())}); err != nil {
		return err
	}
	return t.order(ctx, council.OrderedPaper{Kind: council.HandoverKind, Meeting: g.meeting, What: g.paper, Day: t.today(), People: people, Keys: keys})
}

// needTold refuses who may not see who was told of the meeting, or with 0 of
// anything else.
func (t *turn) needTold(ctx context.Context, meeting int64) error {
	if meeting == 0 {
		return t.need(council.SeeDelivery)
	}
	s, err := t.sitting(ctx, meeting)
	if err != nil {
		return err
	}
	return t.needToldOf(s)
}

// handoverPaper is the list of the people, with those of the day who answer for
// units.
func handoverPaper(ctx context.Context, t *turn, p council.OrderedPaper) (council.PaperWork, error) {
	if err := t.needTold(ctx, p.Meeting); err != nil {
		return council.PaperWork{}, err
	}
	rows, err := t.store.ReceiptsFor(ctx, p.People, p.Day)
	if err != nil {
		return council.PaperWork{}, err
	}
	work := t.paperWork(t.txt("delivery.rest", locales.Data{"Count": len(rows)}), func() ([]council.File, error) {
		return t.app.Papers.Handover(council.Receipts{What: p.What, On: p.Day, Rows: rows})
	})
	work.Printed = p.Keys
	return work, nil
}
