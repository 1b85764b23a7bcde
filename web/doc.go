// Package web serves machines: health, metrics, the webhook, people's calendars;
// and pages for people: the hall's screen, and what everybody may see.
package web
