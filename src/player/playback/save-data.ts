/** What Chromium knows of the connection. */
interface WithConnection {
  readonly connection?: { readonly saveData?: boolean };
}

/**
 * Whether the viewer has asked browsers to save data.
 *
 * @since 0.1.0
 */
export const savesData = (): boolean => (navigator as WithConnection).connection?.saveData === true;
