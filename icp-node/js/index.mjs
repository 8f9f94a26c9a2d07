// The same objects as `require` gives, so that `instanceof` holds whichever way they came.
import icp from "./icp.js";

export const { AccountError, Assessment, BatchError, ExportError, IcpError, Model, ModelError, explain, init, load } = icp;
