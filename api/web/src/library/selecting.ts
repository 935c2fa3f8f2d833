/** The most documents that a matrix of elements takes. */
export const MOST = 20;

/** A document that was selected, in the order of selection. */
export type Selected = { id: string; name: string };

/** Select the document, or no longer; nothing where as many are selected as may be. */
export function toggled(selected: readonly Selected[], { id, name }: Selected): readonly Selected[] {
  if (selected.some((one) => one.id === id)) return selected.filter((one) => one.id !== id);
  return selected.length < MOST ? [...selected, { id, name }] : selected;
}

/** The first and the second of two, the other way round. */
export function swapped(selected: readonly Selected[]): readonly Selected[] {
  return [...selected].reverse();
}

/** The address of the view that sets the documents side by side, in their order. */
export function comparisonOf(selected: readonly Selected[]): string {
  return `/compare?documents=${selected.map(({ id }) => id).join(",")}`;
}

/** The address of the view that checks each of the documents. */
export function checksOf(selected: readonly Selected[]): string {
  return `/checks?documents=${selected.map(({ id }) => id).join(",")}`;
}

/** The address of the view that checks a claim under the document. */
export function claimOf({ id }: Selected): string {
  return `/claims?document=${id}`;
}

/** The address of the search in the texts of these documents only. */
export function searchIn(selected: readonly Selected[]): string {
  return `/library?q=&documents=${selected.map(({ id }) => id).join(",")}`;
}
