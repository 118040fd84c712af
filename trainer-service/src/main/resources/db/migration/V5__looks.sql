-- To compare an image with all others of its pipeline, without reading their rows. H2 (in PostgreSQL's mode) and PostgreSQL both run this.
create index image_by_looks on image (pipeline, phash, submission);
