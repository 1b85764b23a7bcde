package council

import "slices"

// Difference is what a new version of a plan changes.
type Difference struct {
	Added, Removed []Entry
}

// Empty tells that the two versions say the same.
func (d Difference) Empty() bool { return len(d.Added) == 0 && len(d.Removed) == 0 }

// Compare tells what the new version changes, in the plan's order. A changed
// entry is one removed and one added.
func (s Submission) Compare(old Submission) Difference {
	left := slices.Clone(old.Entries)
	var d Difference
	for _, e := range s.Entries {
		at := slices.IndexFunc(left, e.sameAs)
		if at < 0 {
			d.Added = append(d.Added, e)
			continue
		}
		left = slices.Delete(left, at, at+1)
	}
	d.Removed = left
	return d
}

// sameAs tells that a reader of the plan sees no difference.
func (e Entry) sameAs(other Entry) bool {
	return e.From == other.From && e.To == other.To && e.Kind == other.Kind && e.Hours.String() == other.Hours.String() &&
		e.Title == other.Title && e.Venue == other.Venue && e.Responsible == other.Responsible &&
		e.Visibility == other.Visibility && slices.Equal(e.Leaders, other.Leaders) &&
		slices.Equal(e.Instead, other.Instead)
}
