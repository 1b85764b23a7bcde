package council

import (
	"fmt"
	"hash/fnv"
	"slices"
)

// Made is what one message of a person's made: a unit's plan that has entries
// from it. Removed are those of its entries that were taken out by hand.
type Made struct {
	UnitID  int64
	Week    Week
	State   SubmissionState
	Removed []Source
}

// Edit is what an edited message changes in a draft. Kept are entries that were
// changed by hand and whose line is another now: they stay, and are pointed out.
type Edit struct {
	Added, Removed, Kept []Entry
}

// Empty tells that the message says of the plan what it said before.
func (e Edit) Empty() bool { return len(e.Added) == 0 && len(e.Removed) == 0 && len(e.Kept) == 0 }

// EditOf compares the draft's entries from a message, and those of them that
// were taken out, with what is read from the message now. A line that is read
// as before changes nothing, also when its doubts were settled since.
func EditOf(now []Entry, removed []Source, read []Entry) Edit {
	var edit Edit
	left, gone := slices.Clone(now), slices.Clone(removed)
	for _, e := range read {
		if at := slices.IndexFunc(left, func(o Entry) bool { return o.Source.reads(e.Source) }); at >= 0 {
			left = slices.Delete(left, at, at+1)
			continue
		}
		if at := slices.IndexFunc(gone, e.Source.reads); at >= 0 && len(now) > 0 {
			gone = slices.Delete(gone, at, at+1)
			continue
		}
		edit.Added = append(edit.Added, e)
	}
	for _, e := range left {
		if e.Source.Edited {
			edit.Kept = append(edit.Kept, e)
		} else {
			edit.Removed = append(edit.Removed, e)
		}
	}
	return edit
}

// reads tells that both are the same line, read the same way: under another
// heading the same words are another day's.
func (s Source) reads(other Source) bool { return s.Text == other.Text && s.Read == other.Read }

// Reading is a short sign of how an entry was read, before anybody changed it.
func (e Entry) Reading() uint32 {
	h := fnv.New32a()
	fmt.Fprintln(h, e.From, e.To, e.Kind, e.Hours, e.Title, e.Venue, e.Responsible)
	return h.Sum32()
}
