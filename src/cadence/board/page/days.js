/** Days in words, as somebody says them who looks at a calendar. */

const DAY = 86_400_000;

/** How many days a day lies ahead of today; below zero it is past. */
export function ahead(day, today) {
  return Math.round((Date.parse(day) - Date.parse(today)) / DAY);
}

/** A day in short: `Fri 4 Dec`, in the reader's own language. */
export function shortDay(day) {
  const style = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, style).format(new Date(Date.parse(day)));
}

/** When something is due, in words. */
export function dueWords(day, today) {
  if (!day) return "no date yet";
  const days = ahead(day, today);
  if (days > 1) return `due ${shortDay(day)}`;
  if (days === 1) return "due tomorrow";
  if (days === 0) return "due today";
  return `${-days === 1 ? "1 day" : `${-days} days`} overdue (${shortDay(day)})`;
}
