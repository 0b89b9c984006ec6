// A page of a questionnaire: the place where somebody stands, where the browser can tell it and they want that.
for (const button of document.querySelectorAll("[data-locate]")) {
  if (!navigator.geolocation || !window.isSecureContext) continue;
  button.hidden = false;
  button.addEventListener("click", () =>
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      document.getElementById(button.dataset.locate).value = `${coords.latitude.toFixed(5)} ${coords.longitude.toFixed(5)}`;
    }));
}
