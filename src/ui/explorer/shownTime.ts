/** A moment of the past, in milliseconds since 1970: the time of today, else the day too. */
export function shownTime(at: number): string {
  const moment = new Date(at);
  const time = moment.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? time : `${moment.toLocaleDateString()} ${time}`;
}
