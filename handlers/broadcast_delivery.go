package handlers

import (
	"context"

	"sereda/council"
	"sereda/locales"
)

// broadcastDelivery shows who got a message.
func broadcastDelivery(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeDelivery); err != nil {
		return err
	}
	id := t.press.arg(0)
	b, err := t.store.BroadcastByID(ctx, id)
	if err != nil {
		return err
	}
	head := t.txt("broadcast.about", map[string]any{
		"At": locales.Instant(b.At, t.app.Zone), "Audience": t.label("broadcast.audience." + string(b.Audience)), "Text": cut(b.Text, 200),
	})
	return t.showDelivery(ctx, head, aboutBroadcast(id), 1, func(page int) string { return press("bw", id, int64(page)) }, press("bl"))
}

// weekDelivery shows who was told what about a week's plan.
func weekDelivery(ctx context.Context, t *turn) error {
	if err := t.need(council.SeeDelivery); err != nil {
		return err
	}
	week := t.press.week(0)
	head := t.txt("delivery.week", map[string]any{"Week": locales.WeekDays(week)})
	return t.showDelivery(ctx, head, about(week), 1, func(page int) string { return press("mz", weekArg(week), int64(page)) },
		press("mi", weekArg(week)))
}

// showDelivery lists the notices about something by what became of them: those
// that did not arrive first. The page stands at the place in the button.
func (t *turn) showDelivery(ctx context.Context, head, about string, place int, to func(page int) string, back string) error {
	deliveries, err := t.store.Deliveries(ctx, about, "")
	if err != nil {
		return err
	}
	at := int(t.press.arg(place))
	html, rows := t.page(t.deliverySections(deliveries), at, to)
	rows = append(rows, row(t.button("button.refresh", to(at)), t.button("button.back", back)))
	t.show(head+"\n\n"+html, append(rows, t.homeButtons()...)...)
	return nil
}

func (t *turn) deliverySections(deliveries []council.Delivery) []section {
	if len(deliveries) == 0 {
		return []section{{heading: t.txt("delivery.none")}}
	}
	var sections []section
	for _, state := range []council.DeliveryState{council.OutOfReach, council.Refused, council.Undelivered,
		council.Waiting, council.Delivered, council.Withdrawn} {
		var items []string
		for _, d := range deliveries {
			if d.State == state {
				items = append(items, t.deliveryLine(d))
			}
		}
		if len(items) > 0 {
			sections = append(sections, section{t.txt("delivery."+deliveryKey(state), map[string]any{"Number": len(items)}), items})
		}
	}
	return sections
}

// broadcastKind needs no naming: a message has a screen of its own.
const broadcastKind = "broadcast"

// deliveryKey is the state's word in the catalogue.
func deliveryKey(state council.DeliveryState) string {
	if state == council.OutOfReach {
		return "no_account"
	}
	return string(state)
}

func (t *turn) deliveryLine(d council.Delivery) string {
	line := "• " + locales.Escape(cut(d.Person.Short(), nameCharacters))
	if d.State == council.Delivered {
		d.Written = d.At
	}
	if d.Kind != broadcastKind {
		line += ": " + t.txt("delivery.kind."+d.Kind)
	}
	if d.Kind != broadcastKind || d.State == council.Delivered {
		line += " — " + locales.Escape(locales.Instant(d.Written, t.app.Zone))
	}
	if d.State != council.Delivered && d.State != council.Withdrawn && d.Person.Phone != "" {
		line += ", " + locales.Escape(d.Person.Phone)
	}
	return line
}
