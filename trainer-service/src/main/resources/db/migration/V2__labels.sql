-- What decides which label counts, beside what the label says itself. H2 (in PostgreSQL's mode) and PostgreSQL both run this.

alter table label add column given_weight double precision default 1 not null; -- as it was given; weight is this times the source's trust
alter table label add column says varchar(64); -- digest of what it says, to find who says otherwise
alter table label add column withdraws varchar(400);
alter table label add column refusal text; -- why it never counts, from when it came
alter table label add column ruling varchar(400); -- the latest on it
alter table label add column flood boolean default false not null; -- beyond its source's quota
alter table label add column wrong boolean; -- whether it contradicts a golden label; null where there is none to compare with
create index label_by_golden on label (pipeline, golden, state);
create index label_by_standing on label (pipeline, source, wrong);
create index label_by_withdrawal on label (withdraws);
create index label_by_annotator on label (pipeline, annotator, state, given_at);

-- A source whose labels contradict the golden ones too often: all of its labels are held.
create table source_hold (
    pipeline varchar(200) not null,
    source varchar(400) not null,
    compared integer not null,
    wrong integer not null,
    primary key (pipeline, source)
);

create table ruling (
    id varchar(400) primary key,
    verdict varchar(20) not null,
    pipeline varchar(200),
    label varchar(400),
    source varchar(400),
    model varchar(400),
    from_at timestamp(3) with time zone,
    to_at timestamp(3) with time zone,
    kind varchar(20),
    by_whom varchar(400) not null,
    reason text,
    ruled_at timestamp(3) with time zone not null
);
create index ruling_by_time on ruling (ruled_at);

-- From which labels which model learnt: it is asked for when labels are revoked.
create table snapshot_label (
    snapshot varchar(64) not null,
    label varchar(400) not null,
    primary key (snapshot, label)
);
create index snapshot_label_by_label on snapshot_label (label);

create table snapshot_model (
    snapshot varchar(64) not null,
    model varchar(400) not null,
    version integer not null,
    primary key (snapshot, model, version)
);

-- How many labels of people an image has that count: the review asks for those without.
alter table image add column told integer default 0 not null;
create index image_by_doubt on image (pipeline, told, margin);
create index image_by_dispute on image (pipeline, told, disagreement);
create index image_by_entropy on image (pipeline, told, entropy);
create index image_by_faintness on image (pipeline, told, score);
create index image_by_draw on image (pipeline, sha256); -- a digest is as good as a drawn number
create index image_by_recency on image (pipeline, label, decided_at);
create index image_by_decision on image (pipeline, decided_at, label, score);
create index image_by_group on image (pipeline, belongs);

-- What is measured by, whoever says meanwhile what of it.
create view golden_image as
select distinct pipeline, image from label where golden and state in ('counts', 'superseded', 'held');

-- What must not be learnt from: the golden images, the same pictures under other names, and all of their groups.
create view held_out as
select pipeline, image from golden_image
union
select i.pipeline, i.id as image
from golden_image g
join image o on o.id = g.image and o.pipeline = g.pipeline
join image i on i.pipeline = o.pipeline and i.belongs = o.belongs
union
select i.pipeline, i.id as image
from golden_image g
join image o on o.id = g.image and o.pipeline = g.pipeline
join image i on i.pipeline = o.pipeline and i.sha256 = o.sha256;
