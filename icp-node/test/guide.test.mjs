// The programs of docs/javascript.md for this package.
import { guide } from "../../icp-js/test/guide.mjs";

guide("icp-node");
