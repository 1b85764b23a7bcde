// Package web serves machines: health, metrics, the webhook, people's calendars;
// and one page for people, the hall's screen.
package web
