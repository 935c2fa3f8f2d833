/** Whether a day or moment lies after a day: of something that has happened, as a rule the year was mistyped. */
export function isAfter(moment: string, day: string): boolean {
  return moment.slice(0, 10) > day;
}
