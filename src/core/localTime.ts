/** Such as `2026-11-23 06:12:43`, in local time. */
export function localTime(iso: string): string {
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

/** The time of the day as people of the place write it, in hours and minutes; in the middle of a minute, the next one. */
export function timeOfDay(milliseconds: number): string {
  const minute = 60_000;
  return new Date(Math.ceil(milliseconds / minute) * minute).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
  });
}
