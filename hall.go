package main

import (
	"context"
	"strings"
	"time"

	"sereda/council"
	"sereda/storage"
	"sereda/web"
)

func (s *service) hallSecret() []byte { return council.HallSecret(s.cfg.Environment.Token.Reveal()) }

// hallAddress is where the hall's screen with the secret opens.
func (s *service) hallAddress(secret string) string { return s.address(web.HallPath + secret) }

// address is where a path of the server is found from outside.
func (s *service) address(path string) string {
	at := s.cfg.Web
	if bound := s.bound.Load(); bound != nil {
		at.Listen = *bound
	}
	return at.Address(path)
}

// hall is the page for the screen in the hall.
func (s *service) hall() *web.Hall {
	return &web.Hall{
		Store: s.db, View: s.hallView, Clock: s.clock.Now, Secret: council.NewSecret, Log: s.log,
		Bot:    s.name,
		Text:   func(key string, data map[string]any) string { return s.texts.Label(key, data) },
		Secure: strings.HasPrefix(s.cfg.Web.PublicURL, "https://"),
	}
}

// hallView is the meeting as the hall sees it.
func (s *service) hallView(ctx context.Context, meetingID int64, now time.Time) (council.HallView, error) {
	v := council.HallView{Council: s.cfg.Council}
	err := s.db.InTx(ctx, func(tx *storage.Tx) error {
		m, err := tx.MeetingByID(ctx, meetingID)
		if err != nil {
			return err
		}
		v.Day, v.State = m.Day, m.State
		body, err := tx.BodyByID(ctx, m.BodyID)
		if err != nil {
			return err
		}
		v.Body = body.Name
		seats, err := tx.SeatsOn(ctx, body.ID, m.Day)
		if err != nil {
			return err
		}
		total, err := tx.CompositionOn(ctx, body.ID, m.Day)
		if err != nil {
			return err
		}
		attendance, err := tx.AttendanceOf(ctx, m.ID)
		if err != nil {
			return err
		}
		v.Tally = council.Tally(body, total, seats, attendance, nil)
		return nil
	})
	if v.State == council.Open {
		v.Code, v.Left = council.HallCode(s.hallSecret(), meetingID, now), now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	}
	return v, err
}
