package handlers

import (
	"context"
	"time"

	"sereda/council"
)

// DeliveryStore is what the organiser's screens ask of storage: the week as
// one, how units stand, who was told.
type DeliveryStore interface {
	WeekReader
	Broadcasts
	Notices
}

// WeekReader reads a whole week.
type WeekReader interface {
	Standings(ctx context.Context, week council.Week, day council.Date) ([]council.Standing, error)
	SubmissionsOfWeek(ctx context.Context, week council.Week) ([]council.Submission, error)
	MeetingsOfWeek(ctx context.Context, week council.Week, leaders []council.Leader) ([]council.BodyMeeting, error)
}

// Broadcasts keeps the organiser's messages to many.
type Broadcasts interface {
	AddBroadcast(ctx context.Context, b council.Broadcasting) (int64, error)
	BroadcastByID(ctx context.Context, id int64) (council.Broadcasting, error)
	RecentBroadcasts(ctx context.Context, limit int) ([]council.Broadcasting, error)
}

// Notices tells what became of notices and takes waiting ones back.
type Notices interface {
	Deliveries(ctx context.Context, about, keyPrefix string) ([]council.Delivery, error)
	NoticesSince(ctx context.Context, about, keyPrefix string, since time.Time) ([]string, error)
	NoticesByKey(ctx context.Context, about string, keys []string) ([]council.Notice, error)
	ReceiptsFor(ctx context.Context, people []int64, day council.Date) ([]council.Receipt, error)
	EnqueueMail(ctx context.Context, notices []council.Notice, now time.Time) error
	WithdrawNotices(ctx context.Context, about string, keyPrefixes ...string) (int, error)
}
