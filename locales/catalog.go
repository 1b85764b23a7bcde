// Package locales holds people's texts: the messages by key with their plural
// forms, and dates in the official manner. A second language is a file.
package locales

import (
	"embed"
	"fmt"
	"html"
	"io/fs"
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed *.uk.yaml
var files embed.FS

// HTML is text that is already escaped and may carry Telegram's tags. Plain
// strings given to a message are escaped; HTML stands as it is.
type HTML string

// Data fills a message. The key "Count", an int, chooses the plural form of a
// message that has such forms.
type Data map[string]any

// Catalog is the texts of one language.
type Catalog struct {
	localizer *i18n.Localizer
	keys      []string
	// plural are the messages with forms for numbers.
	plural map[string]bool
}

// Load reads the Ukrainian texts, one file for each part of Sereda. A broken
// file is an error, and so is a key that stands in two files.
func Load() (*Catalog, error) {
	names, err := fs.Glob(files, "*.uk.yaml")
	if err != nil {
		return nil, fmt.Errorf("load texts: %w", err)
	}
	bundle := i18n.NewBundle(language.Ukrainian)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	c := &Catalog{localizer: i18n.NewLocalizer(bundle, "uk"), plural: map[string]bool{}}
	for _, name := range names {
		if err := c.load(bundle, name); err != nil {
			return nil, fmt.Errorf("load texts: %w", err)
		}
	}
	slices.Sort(c.keys)
	return c, nil
}

func (c *Catalog) load(bundle *i18n.Bundle, name string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := bundle.ParseMessageFileBytes(raw, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, m := range file.Messages {
		if slices.Contains(c.keys, m.ID) {
			return fmt.Errorf("%s: %s stands in two files", name, m.ID)
		}
		c.keys = append(c.keys, m.ID)
		c.plural[m.ID] = m.Few != ""
	}
	return nil
}

// Keys are all messages there are.
func (c *Catalog) Keys() []string { return c.keys }

// Text is the message with its data, safe to send as HTML. A message that does
// not exist or cannot be filled is a defect the tests catch; its key is shown
// rather than nothing.
func (c *Catalog) Text(key string, data ...Data) string {
	config := i18n.LocalizeConfig{MessageID: key}
	if len(data) > 0 {
		config.TemplateData = escaped(data[0])
		if c.plural[key] {
			config.PluralCount = data[0]["Count"]
		}
	}
	text, err := c.localizer.Localize(&config)
	if err != nil {
		return key
	}
	return text
}

// Label is the message as plain text: for buttons and toasts, which know no
// HTML.
func (c *Catalog) Label(key string, data ...Data) string {
	return html.UnescapeString(c.Text(key, data...))
}

// escaped makes every plain string safe inside HTML. This is the one place
// where people's words are escaped.
func escaped(data Data) Data {
	safe := make(Data, len(data))
	for k, v := range data {
		switch v := v.(type) {
		case string:
			safe[k] = Escape(v)
		case HTML:
			safe[k] = string(v)
		case fmt.Stringer:
			safe[k] = Escape(v.String())
		default:
			safe[k] = v
		}
	}
	return safe
}

// Escape makes a plain text safe inside Telegram's HTML.
func Escape(text string) string { return html.EscapeString(text) }
