package mail

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	netmail "net/mail"
	"slices"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"sereda/council"
)

//go:embed letter.html
var letterSource string

var letterPage = template.Must(template.New("letter").Option("missingkey=error").Parse(letterSource))

// Files are where what goes with letters is kept.
type Files interface {
	// FileByID is a stored file; council.ErrNotFound when it is gone.
	FileByID(ctx context.Context, id int64) (council.File, error)
}

// compose writes the letter. What the database cannot give now is an error; a
// file that is gone is council.ErrNotFound.
func (c *Courier) compose(ctx context.Context, l council.Letter) (*gomail.Msg, error) {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&c.From)
	to, err := netmail.ParseAddress(l.Address)
	if err != nil || strings.ContainsAny(to.Address, "\r\n") {
		return nil, &badLetter{"not an e-mail address"}
	}
	to.Name = "" // the letter itself says whom it addresses
	m.ToMailAddress(to)
	more := l.Message.Mail
	if more == nil {
		more = &council.Mail{}
	}
	subject := oneLine(more.Subject)
	if subject == "" {
		subject = subjectOf(l.Message.HTML)
	}
	m.Subject(subject)
	m.SetDateWithValue(c.Now())
	// The same letter has the same name each time it is tried: a server or a
	// reader that has it already may know it by that.
	m.SetMessageIDWithValue(fmt.Sprintf("letter-%d.%s@%s", l.ID, c.installation(ctx), domainOf(c.From.Address)))
	m.SetGenHeader("Auto-Submitted", "auto-generated")

	var page bytes.Buffer
	// The message is HTML already, escaped where it was written.
	data := map[string]any{"Subject": subject, "Body": template.HTML(strings.ReplaceAll(l.Message.HTML, "\n", "<br>\n")), "Foot": c.Foot}
	if err := letterPage.Execute(&page, data); err != nil {
		return nil, fmt.Errorf("write letter: %w", err)
	}
	m.SetBodyString(gomail.TypeTextPlain, plain(l.Message.HTML)+"\n\n--\n"+c.Foot+"\n")
	m.AddAlternativeString(gomail.TypeTextHTML, page.String())
	if more.Calendar != 0 {
		calendar, err := c.Files.FileByID(ctx, more.Calendar)
		if err != nil {
			return nil, err
		}
		m.AddAlternativeString("text/calendar; method=PUBLISH", string(calendar.Data))
	}
	documents := more.Documents
	if more.Meeting != 0 && c.Meeting != nil {
		calendar, materials, err := c.Meeting(ctx, more.Meeting)
		if err != nil {
			return nil, err
		}
		m.AddAlternativeString("text/calendar; method=PUBLISH", string(calendar))
		documents = append(slices.Clip(documents), materials...)
	}
	return m, c.attach(ctx, m, l.Message, documents)
}

// attach adds the files. One that only Telegram keeps is left out, unless it can
// be fetched: the letter is worth having without it.
func (c *Courier) attach(ctx context.Context, m *gomail.Msg, message council.Message, more []council.Document) error {
	documents := more
	if message.Document != nil {
		documents = append([]council.Document{*message.Document}, more...)
	}
	for _, d := range documents {
		var data []byte
		switch {
		case d.StoredID != 0:
			file, err := c.Files.FileByID(ctx, d.StoredID)
			if err != nil {
				return err
			}
			data = file.Data
		case c.Fetch != nil:
			fetched, err := c.Fetch(ctx, d.FileID)
			if err != nil {
				c.Log.Warn("material not attached", "err", err)
				continue
			}
			data = fetched
		default:
			continue
		}
		if err := m.AttachReader(council.LatinFileName(d.Name), bytes.NewReader(data)); err != nil {
			return fmt.Errorf("attach: %w", err)
		}
	}
	return nil
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}

// badLetter can never be sent as it is.
type badLetter struct{ why string }

// Error is why.
func (b *badLetter) Error() string { return b.why }
