try{let t=localStorage.getItem("sayso-theme");(t==="light"||t==="dark")&&(document.documentElement.dataset.theme=t)}catch{}
