import { SPECIES_WORDS } from "./photo-label.ts";

/** How the command is used. */
export const evalHelp = `Measures the face engine on your own labelled photos.

Usage: npm run eval -- DIR [options]

Reads the pictures (JPEG, PNG, WebP, TIFF, GIF) in DIR and below it and prints tables in Markdown:

  detection   found and missed faces, faces per photo, false faces in pictures without one
  match       FMR and FNMR where a similarity from 30, 50, 70, 90 counts as match, distances of the pairs
  quality     unified quality scores, and whether they fall for blurred, darkened, shrunk, recompressed copies
  pad         BPCER, and APCER for each species of presentation attack
  hash        how far the perceptual hash moves in changed copies, and how far those of different files are apart

Options:
  --only LIST     some of detection,match,quality,pad,hash (default: all); quality and hash take most of the time
  --engine NAME   onnx (default), onnx-wasm or tfjs
  --json          the same figures with all single values as JSON
  --fit           fit the table of similarities to the labelled pairs and to the demo photos of face-api, and print it
  --help          this text

Labels, none of which is required:
  a *.csv file with the header file_x,file_y,Decision
                  labelled pairs, Decision Yes (same person) or No; file names count from the folder of the file
  NNN_X.jpg       such as 007_B.jpg: the picture shows person B; all such pictures of a folder are compared
  NNN_5.jpg       with a digit: the picture shows that many faces
  attack-NAME, or a name part ${SPECIES_WORDS.join(", ")}, or a folder mask
                  a presentation attack, in the name of the file or of a folder below DIR
  no_face, noface a picture without a face
  everything else bona fide photos with one main face

The largest face of a picture is judged. Progress and errors go to stderr; 0 means done, 1 that the engine failed, 2 a
mistake in the command line. The pictures are read only and leave the machine in no way.
`;
