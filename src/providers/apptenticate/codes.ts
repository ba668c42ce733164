/** Rejection codes with the vendor's English text (spelling theirs) and the Spanish message. */
export const rejections = {
  700: { en: "Face to close.", es: "Rostro muy cerca" },
  701: { en: "Face to close to borders.", es: "Rostro muy cerca de los bordes" },
  702: { en: "Incomplete face.", es: "Rostro incompleto" },
  703: { en: "Obstructed face.", es: "Rostro obstruido" },
  704: { en: "Face not detected.", es: "Rostro no detectado" },
  705: { en: "Too many faces.", es: "Demasiados rostros" },
  706: { en: "Face reduced in pixels", es: "Rostro muy reducido en pixeles" },
  707: { en: "Incorrect angle of the face.", es: "Ángulo incorrecto del rostro" },
  708: { en: "Error reading image.", es: "Error leyendo imagen" },
  709: { en: "Error processing image.", es: "Error procesando imagen" },
  710: { en: "Error predicting face borders.", es: "Error prediciendo bordes del rostro" },
  711: { en: "Internal liveness error", es: "Error interno de liveness" },
  712: { en: "Unkown error.", es: "Error desconocido" },
  713: { en: "Livenes image quality not acceptable.", es: "Calidad de imagen de liveness no aceptable" },
  714: {
    en: "Minimum image conditions for liveness not met.",
    es: "Condiciones mínimas de imagen para liveness no cumplidas",
  },
  715: { en: "Minimum score for liveness not met.", es: "Puntuación mínima para liveness no cumplida" },
} as const;

/** Why a selfie is rejected, 700 to 715. */
export type RejectionCode = keyof typeof rejections;

/** 700 to 715, ascending. */
export const rejectionCodes = Object.keys(rejections).map(Number) as RejectionCode[];
