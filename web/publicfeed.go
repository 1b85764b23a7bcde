package web

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// feedItem is an event or minutes, as both feeds tell them.
type feedItem struct {
	id, title, text, link string
	starts, ends, venue   string
	cancelled             bool
	updated               time.Time
}

// items are all events in the page's order, then the minutes.
func (a Announcements) items(text func(key string) string) []feedItem {
	var items []feedItem
	add := func(day string, events []PublicEvent) {
		for _, e := range events {
			title := e.Title
			if e.Cancelled {
				title = text("public.cancelled") + ": " + title
			}
			when := e.When
			if day != "" {
				when = strings.TrimSuffix(day+", "+when, ", ")
			}
			said := strings.TrimSuffix(when+". "+e.Venue, ". ")
			items = append(items, feedItem{id: e.ID, title: title, text: said, link: a.Address,
				starts: e.Starts, ends: e.Ends, venue: e.Venue, cancelled: e.Cancelled, updated: e.UpdatedAt})
		}
	}
	for _, w := range a.Weeks {
		for _, d := range w.Days {
			add(d.Name, d.Events)
		}
		add("", w.Lasting)
	}
	for _, m := range a.Minutes {
		items = append(items, feedItem{id: m.ID, title: m.Title, text: m.Title, link: m.Link, updated: m.UpdatedAt})
	}
	return items
}

func (a Announcements) urn(id string) string { return "urn:uuid:" + a.ID + ":" + id }

// The parts of an Atom feed (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Content string   `xml:"content"`
}

func (a Announcements) atom(text func(key string) string) ([]byte, error) {
	f := atomFeed{Lang: "uk", ID: "urn:uuid:" + a.ID, Title: a.Council + ": " + text("public.title"), Updated: stamp(a.UpdatedAt), Author: a.Council,
		Links: []atomLink{{"self", "application/atom+xml", a.Address + "feed.atom"}, {"alternate", "text/html", a.Address}}}
	for _, i := range a.items(text) {
		f.Entries = append(f.Entries, atomEntry{ID: a.urn(i.id), Title: i.title, Updated: stamp(i.updated), Link: atomLink{Href: i.link}, Content: i.text})
	}
	written, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write Atom feed: %w", err)
	}
	return append([]byte(xml.Header), written...), nil
}

// The parts of a JSON Feed (jsonfeed.org, 1.1). What a site needs to show events
// of its own making is in the extension.
type jsonFeed struct {
	Version  string     `json:"version"`
	Title    string     `json:"title"`
	HomePage string     `json:"home_page_url"`
	FeedURL  string     `json:"feed_url"`
	Language string     `json:"language"`
	Items    []jsonItem `json:"items"`
}

type jsonItem struct {
	ID       string     `json:"id"`
	URL      string     `json:"url"`
	Title    string     `json:"title"`
	Text     string     `json:"content_text"`
	Modified string     `json:"date_modified"`
	Event    *jsonEvent `json:"_event,omitempty"`
}

type jsonEvent struct {
	Starts    string `json:"starts"`
	Ends      string `json:"ends,omitempty"`
	Venue     string `json:"venue,omitempty"`
	Cancelled bool   `json:"cancelled"`
}

func (a Announcements) json(text func(key string) string) ([]byte, error) {
	f := jsonFeed{Version: "https://jsonfeed.org/version/1.1", Title: a.Council + ": " + text("public.title"),
		HomePage: a.Address, FeedURL: a.Address + "feed.json", Language: "uk", Items: []jsonItem{}}
	for _, i := range a.items(text) {
		item := jsonItem{ID: a.urn(i.id), URL: i.link, Title: i.title, Text: i.text, Modified: stamp(i.updated)}
		if i.starts != "" {
			item.Event = &jsonEvent{i.starts, i.ends, i.venue, i.cancelled}
		}
		f.Items = append(f.Items, item)
	}
	written, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write JSON feed: %w", err)
	}
	return written, nil
}

// stamp is the instant in UTC; a feed that never changed was made at the epoch.
func stamp(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}
