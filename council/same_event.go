package council

import (
	"slices"
	"strings"
)

// sameEvents finds events sent by two units: on the same day at the same hour,
// with the same title unless their venues differ, or at the same venue with
// titles of mostly the same words. The second answer numbers each entry's
// event.
func sameEvents(entries []PlanEntry) ([]Clash, []int) {
	event := make([]int, len(entries))
	for i := range event {
		event[i] = i
	}
	for _, group := range groupsOf(entries, func(e PlanEntry) string { return plain(e.Title) }) {
		for _, part := range byVenue(entries, group) {
			for _, i := range part {
				unite(event, part[0], i)
			}
		}
	}
	for _, group := range groupsOf(entries, func(e PlanEntry) string { return place(e.Venue) }) {
		for n, i := range group {
			for _, j := range group[n+1:] {
				if alike(entries[i].Title, entries[j].Title) {
					unite(event, i, j)
				}
			}
		}
	}
	return sentTwice(entries, event), event
}

// unite makes two entries, and all that are one event with either, one event.
func unite(event []int, i, j int) {
	from, to := event[j], event[i]
	if from == to {
		return
	}
	for n, e := range event {
		if e == from {
			event[n] = to
		}
	}
}

// groupsOf are the entries that share a day, an hour and a key, where several
// do; an empty key is shared with nobody.
func groupsOf(entries []PlanEntry, key func(PlanEntry) string) [][]int {
	type moment struct {
		key      string
		from, to Date
		start    int
	}
	groups := map[moment][]int{}
	var moments []moment
	for i, e := range entries {
		k := key(e)
		if e.From.IsZero() || k == "" {
			continue
		}
		m := moment{k, e.From, e.To, startOrder(e.Entry)}
		if _, seen := groups[m]; !seen {
			moments = append(moments, m)
		}
		groups[m] = append(groups[m], i)
	}
	var found [][]int
	for _, m := range moments {
		if len(groups[m]) > 1 {
			found = append(found, groups[m])
		}
	}
	return found
}

// alike tells that more than half of the words of two titles are the same.
func alike(a, b string) bool {
	left, right := wordsOf(a), wordsOf(b)
	shared := 0
	for _, word := range left {
		if slices.Contains(right, word) {
			shared++
		}
	}
	return shared > 0 && 2*shared > len(left)+len(right)-shared
}

// wordsOf are a title's words of four letters and more, each once.
func wordsOf(title string) []string {
	words := slices.DeleteFunc(strings.Fields(plain(title)), func(w string) bool { return len([]rune(w)) < 4 })
	slices.Sort(words)
	return slices.Compact(words)
}

// byVenue parts entries whose venues differ. An entry without a venue goes
// with the others when there is only one venue among them.
func byVenue(entries []PlanEntry, group []int) [][]int {
	parts := map[string][]int{}
	var venues []string
	for _, i := range group {
		v := plain(entries[i].Venue)
		if _, seen := parts[v]; !seen {
			venues = append(venues, v)
		}
		parts[v] = append(parts[v], i)
	}
	if _, unknown := parts[""]; len(venues) == 1 || len(venues) == 2 && unknown {
		return [][]int{group}
	}
	var found [][]int
	for _, v := range venues {
		found = append(found, parts[v])
	}
	return found
}

// sentTwice are the events that several units sent, in the plan's order.
func sentTwice(entries []PlanEntry, event []int) []Clash {
	members := map[int][]int{}
	var order []int
	for i, e := range event {
		if len(members[e]) == 0 {
			order = append(order, e)
		}
		members[e] = append(members[e], i)
	}
	var found []Clash
	for _, e := range order {
		clash := Clash{Kind: SameEvent, Day: entries[members[e][0]].From}
		units := map[int64]bool{}
		for _, i := range members[e] {
			units[entries[i].Unit.ID] = true
			clash.Entries = append(clash.Entries, entries[i])
		}
		if len(units) > 1 {
			found = append(found, clash)
		}
	}
	return found
}
