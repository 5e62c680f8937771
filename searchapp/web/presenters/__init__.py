"""What pages show, as frozen data: every link and label is made here, and templates only lay it out."""
