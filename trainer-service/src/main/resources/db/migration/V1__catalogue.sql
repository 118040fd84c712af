-- H2 (in PostgreSQL's mode) and PostgreSQL both run this.

-- An image is a record of the topic images; whatever is not known yet, or never will be, is null.
create table image (
    submission varchar(40) primary key, -- partition-offset
    lane integer not null,
    place bigint not null,
    id varchar(400) not null,
    pipeline varchar(200) not null,
    sha256 varchar(64),
    bytes bigint,
    phash bigint, -- perceptual hash; null where the image cannot be decoded
    belongs varchar(400), -- the group that it belongs to; null where it belongs to itself alone
    fields text, -- the item's own words as JSON
    source varchar(400),
    received_at timestamp(3) with time zone not null,
    -- from its answer
    status varchar(20),
    label varchar(400),
    score double precision,
    margin double precision, -- first score less the second
    entropy double precision, -- of the scores, in nats
    disagreement double precision, -- greatest distance between two votes, in [0,1]
    decided_at timestamp(3) with time zone,
    answer text -- the result as JSON
);
create index image_by_id on image (id, received_at);
create index image_by_pipeline on image (pipeline, received_at, lane, place);
create index image_by_time on image (received_at, lane, place);
create index image_by_sha256 on image (sha256);
create index image_by_label on image (pipeline, label);
create index image_by_margin on image (pipeline, margin);
create unique index image_by_place on image (lane, place);

-- All labels are kept. Which of them counts is its state.
create table label (
    id varchar(400) primary key,
    image varchar(400) not null, -- the image's id; the image may come later
    pipeline varchar(200) not null,
    kind varchar(20) not null, -- human, pseudo
    annotator varchar(400) not null,
    source varchar(400) not null,
    given_at timestamp(3) with time zone not null,
    golden boolean not null,
    weight double precision not null,
    state varchar(20) not null, -- counts, superseded, withdrawn, held, revoked, refused
    reason text, -- why it is held, revoked or refused
    body text not null -- the label as JSON
);
create index label_by_image on label (image, pipeline, state);
create index label_by_pipeline on label (pipeline, state, kind, given_at);
create index label_by_source on label (source, given_at);

create table label_class (
    label varchar(400) not null references label (id) on delete cascade,
    class varchar(400) not null,
    primary key (label, class)
);
create index label_class_by_class on label_class (class);

create table label_model ( -- who made a pseudo-label
    label varchar(400) not null references label (id) on delete cascade,
    model varchar(400) not null, -- NAME@VERSION
    primary key (label, model)
);
create index label_model_by_model on label_model (model);

-- What was asked to be forgotten: whatever comes of it later is passed over.
create table deleted (
    image varchar(400) primary key,
    by_whom varchar(400) not null,
    deleted_at timestamp(3) with time zone not null
);

-- How far each topic was read, changed in the transaction that what was read is written in.
create table progress (
    topic varchar(249) not null,
    lane integer not null,
    next_offset bigint not null,
    primary key (topic, lane)
);
