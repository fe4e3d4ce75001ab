const unused = undefined;

export default unused;
export { unused as AC3Demuxer, unused as IFrameController };
