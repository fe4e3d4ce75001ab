declare module '*.jpg' {
  /** URL of the image. */
  const url: string;
  export default url;
}
