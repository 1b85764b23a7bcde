package main

import (
	"context"
	"time"

	"sereda/config"
	"sereda/council"
	"sereda/locales"
	"sereda/mail"
	"sereda/storage"
)

// longestMaterial is how large a material may be to go by e-mail, in bytes: many
// servers refuse letters of more than ten megabytes.
const longestMaterial = 5 << 20

var securities = map[string]mail.Security{"starttls": mail.StartTLS, "tls": mail.ImplicitTLS, "offered": mail.OfferedTLS, "none": mail.NoTLS}

// newCourier is nil when no letters leave by e-mail.
func (s *service) newCourier() *mail.Courier {
	server, from, given := s.cfg.Environment.Mail()
	if !given {
		return nil
	}
	return &mail.Courier{
		Server: mailServer(server), From: from, Outbox: s.db, Files: s.db, Fetch: s.fetchMaterial, Meeting: s.mailedMeeting, Installation: s.installation,
		Foot: s.texts.Label("mail.foot", locales.Data{"Council": s.cfg.Council}), Clock: s.clock.Now, Now: time.Now,
		Ended: s.mailEnded, Log: s.log,
	}
}

func mailServer(m config.MailServer) mail.Server {
	return mail.Server{Host: m.Host, Port: m.Port, Security: securities[m.Security], User: m.User, Password: m.Password.Reveal()}
}

// fetchMaterial gets a file that Telegram keeps, for the letter that brings it.
func (s *service) fetchMaterial(ctx context.Context, fileID string) ([]byte, error) {
	return s.client.Download(ctx, fileID, longestMaterial)
}

// mailedMeeting is the meeting as it stands, for the letter that tells of it.
func (s *service) mailedMeeting(ctx context.Context, id int64) (calendar []byte, materials []council.Document, err error) {
	var events []council.CalendarEvent
	var installation string
	err = s.db.InTx(ctx, func(tx *storage.Tx) error {
		m, err := tx.CalendarMeeting(ctx, id)
		if err != nil {
			return err
		}
		events = []council.CalendarEvent{m.MeetingEvent()}
		_, held, err := tx.AgendaOf(ctx, id)
		if err != nil {
			return err
		}
		materials = nil
		for _, h := range held {
			if h.FileID != "" && m.Meeting.State != council.Cancelled {
				materials = append(materials, council.Document{Name: h.Name, FileID: h.FileID})
			}
		}
		installation, err = tx.Installation(ctx)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	calendar, err = s.papers.Calendar(events[0].Title, installation, events)
	return calendar, materials, err
}

func (s *service) installation(ctx context.Context) (id string, err error) {
	err = s.db.InTx(ctx, func(tx *storage.Tx) error {
		id, err = tx.Installation(ctx)
		return err
	})
	return id, err
}

func (s *service) mailEnded(fates []council.Fate) {
	for _, f := range fates {
		s.metrics.Mail.WithLabelValues(endings[f.Ending]).Inc()
	}
}

func (s *service) waitingMail() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	n, err := s.db.WaitingMail(ctx)
	if err != nil {
		return -1
	}
	return float64(n)
}
