/** Whether Escape is pressed and meant for the whole view. A question that opens then is not
 *  answered by the same press. */
export function escapes(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return false;
  event.preventDefault();
  return true;
}
