package handlers

import (
	"slices"

	"sereda/council"
)

// inParts are the kinds of which one person may get several messages at once:
// they are one on the list.
var inParts = []string{string(council.Missing), string(council.Digest), council.ChangesLetter, string(council.SendMaterials),
	string(council.DayEve), string(council.DayMorning), string(council.MaterialsDue), string(council.MaterialsNow), string(council.EventEve),
	string(council.AskOutcome), string(council.WeekOutcome),
	string(council.CollectReports), string(council.ChaseReports), string(council.SumUpAssignments)}

// people are those who were told, by name, each once by each channel. Of
// messages that are one the worst counts, for part of the news is none; who took
// note of the last has taken note; and whom they reach by e-mail they need not
// reach in Telegram.
func (g told) people() []council.Delivery {
	if !slices.Contains(inParts, g.kind) {
		return g.deliveries
	}
	var found []council.Delivery
	mailed := map[int64]bool{}
	for _, d := range g.deliveries {
		mailed[d.Person.ID] = mailed[d.Person.ID] || d.Channel == council.ByMail
		at := slices.IndexFunc(found, func(f council.Delivery) bool { return f.Person.ID == d.Person.ID && f.Channel == d.Channel })
		if at < 0 {
			found = append(found, d)
			continue
		}
		asked := found[at].Asked || d.Asked
		if slices.Index(partStates, d.State) < slices.Index(partStates, found[at].State) {
			found[at] = d
		}
		found[at].Asked = asked
	}
	return slices.DeleteFunc(found, func(d council.Delivery) bool {
		return d.State.Missed() && d.Channel != council.ByMail && mailed[d.Person.ID]
	})
}

// besides tells that the person got the same by another channel, and that it
// fared no other: both are one line.
func (g told) besides(people []council.Delivery, d council.Delivery, by council.Channel) bool {
	whole := slices.Contains(inParts, g.kind)
	return d.Channel != by && slices.ContainsFunc(people, func(o council.Delivery) bool {
		return o.Channel == by && o.Person.ID == d.Person.ID && o.State == d.State && (whole || o.Letter() == d.Letter())
	})
}

// partStates are the states in the order in which they count for a whole.
var partStates = []council.DeliveryState{council.OutOfReach, council.Refused, council.Undelivered,
	council.Waiting, council.Acknowledged, council.Delivered, council.Withdrawn}

// rest are those whom nothing has reached, by no channel: they are told on
// paper.
func (g told) rest() []council.Delivery {
	people := g.people()
	reached := map[string]bool{}
	for _, d := range people {
		if d.State == council.Delivered || d.State == council.Acknowledged {
			reached[d.Letter()] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(people), func(d council.Delivery) bool {
		return !d.State.Missed() || reached[d.Letter()]
	})
}
