package council

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// Key names the clash while the same entries clash in the same way on the same
// day: what the organiser let stand stays so when an hour is mended, and is on
// the list again when another entry joins.
func (c Clash) Key() string {
	ids := make([]int64, len(c.Entries))
	for i, e := range c.Entries {
		ids[i] = e.ID
	}
	slices.Sort(ids)
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = fmt.Sprint(id)
	}
	return fmt.Sprintf("%s:%s:%d:%s", c.Kind, c.Day, c.Leader.PostID, strings.Join(words, ","))
}

// Sign is a short sign of the key, for buttons.
func (c Clash) Sign() uint32 {
	h := fnv.New32a()
	h.Write([]byte(c.Key()))
	return h.Sum32()
}

// Accept takes the clashes with these keys off the list of what is to be
// settled.
func (c *Consolidated) Accept(keys []string) {
	var open []Clash
	for _, clash := range c.Clashes {
		if slices.Contains(keys, clash.Key()) {
			c.Accepted = append(c.Accepted, clash)
		} else {
			open = append(open, clash)
		}
	}
	c.Clashes = open
}
