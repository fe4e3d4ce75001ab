declare module '*.jpg' {
  /** Where the picture is. */
  const address: string;
  export default address;
}
